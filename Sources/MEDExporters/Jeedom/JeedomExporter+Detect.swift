public import MEDCore
import MEDHTTP

extension JeedomExporter {
    /// Asks the box for its virtual equipments and proposes the one of the meter, with its commands. Writes nothing,
    /// neither there nor here.
    ///
    /// - Throws: `ExporterFault`: blocked for a refused key and for the method `mqtt`, which has no commands.
    public static func detect(
        _ configuration: ExporterConfiguration, dependencies: ExporterDependencies
    ) async throws -> JeedomProposal {
        let exporter = try JeedomExporter(configuration: configuration, dependencies: dependencies)
        return try await exporter.detect()
    }

    /// The same with this exporter's configuration.
    ///
    /// - Throws: As ``detect(_:dependencies:)``.
    public func detect() async throws -> JeedomProposal {
        guard let client else {
            throw ExporterFault.blocked(
                cause: LocalizedText(
                    fr: "method: mqtt n'a pas de commandes à trouver : jMQTT les crée. Pour chercher celles d'un "
                        + "équipement virtuel, mettez method: jsonrpc.",
                    en: "method: mqtt has no commands to find: jMQTT makes them. To look for those of a virtual "
                        + "equipment, write method: jsonrpc."))
        }
        do {
            return JeedomDetection.proposal(of: try await equipments(through: client), pdl: settings.pdl)
        } catch let failure as JeedomFailure {
            throw failure.exporterFault(settings.method)
        }
    }

    /// The virtual equipments with their commands.
    func equipments(through client: JeedomClient) async throws -> [JeedomEquipment] {
        let list = try await client.result(
            client.requests.call("eqLogic::byType") { $0.member("type", "virtual") },
            as: JeedomList<JeedomEquipment>.self)
        var equipments: [JeedomEquipment] = []
        for equipment in list.elements { equipments.append(try await self.equipment(equipment.id, through: client)) }
        return equipments
    }

    /// One equipment with its commands.
    func equipment(_ id: Int, through client: JeedomClient) async throws -> JeedomEquipment {
        try await client.result(
            client.requests.call("eqLogic::fullById") { $0.member("id", id) }, as: JeedomEquipment.self)
    }
}
