import MEDCore
import Synchronization

/// The common part of the exporters that follow a `Script`.
protocol ScriptedExporter: AnyObject, Exporter {
    var script: Script { get }
    var dependencies: ExporterDependencies { get }
}

extension ScriptedExporter {
    static func declaration(
        _ backfill: BackfillPolicy, idempotence: Idempotence = .natural, batchLimit: Int = 500
    ) -> ExporterManifest {
        let text = LocalizedText(fr: "", en: "")
        return ExporterManifest(
            key: "scripted", name: text,
            fields: [
                ConfigurationField("script", .text, label: text), ConfigurationField("option", .text, label: text),
                ConfigurationField("destination", .text, isIdentity: true, label: text),
            ],
            backfill: backfill, idempotence: idempotence, batchLimit: batchLimit)
    }

    static func script(of configuration: ExporterConfiguration) throws -> Script {
        let name = configuration.string("script") ?? ""
        guard let script = Script.all.withLock({ $0[name] }) else { throw Defect() }
        try script.now.start?(configuration)
        return script
    }

    func testConnection() async -> ConnectionTestResult { ConnectionTestResult(success: true) }

    func exportConsumption(_ days: [ConsumptionData], in context: ExportContext) async throws -> ExportResult {
        try await deliver(.consumption, days.map(\.document.key), context)
    }

    func exportProduction(_ days: [ProductionData], in context: ExportContext) async throws -> ExportResult {
        try await deliver(.production, days.map(\.document.key), context)
    }

    func exportTempo(_ days: [TempoData], in context: ExportContext) async throws -> ExportResult {
        try await deliver(.tempo, days.map(\.key), context)
    }

    func exportEcowatt(_ days: [EcowattData], in context: ExportContext) async throws -> ExportResult {
        try await deliver(.ecowatt, days.map(\.key), context)
    }

    private func deliver(_ series: Series, _ keys: [RecordKey], _ context: ExportContext) async throws -> ExportResult {
        let delivery = Script.Delivery(
            number: script.deliveries.count + 1, series: series, keys: keys, corrections: context.corrections,
            mayHaveBeenSent: context.mayHaveBeenSent, instant: dependencies.now(), object: ObjectIdentifier(self))
        let export = script.now.export
        script.deliveries.append(delivery)
        return try await export(delivery)
    }

    func publishScripted(_ state: CurrentState) async throws -> Evidence {
        let publish = script.now.publish
        script.publications.append(state)
        return try await publish(state)
    }

    func runScripted(_ runtime: ExporterRuntime) async throws {
        let connection = Script.Connection(
            number: script.connections.count + 1, runtime: runtime, instant: dependencies.now())
        let run = script.now.run
        script.connections.append(connection)
        defer { script.disconnections.append(connection.number) }
        try await run(connection)
    }
}

/// History only.
final class LaneExporter: ScriptedExporter {
    static let manifest = declaration(.full)
    let script: Script
    let dependencies: ExporterDependencies

    init(configuration: ExporterConfiguration, dependencies: ExporterDependencies) throws {
        script = try Self.script(of: configuration)
        self.dependencies = dependencies
        script.objects.append(ObjectIdentifier(self))
    }
}

/// History and current values at the pace that `option` names: `held`, or a number of seconds.
final class PacedExporter: ScriptedExporter, CurrentExporter {
    static let manifest = declaration(.full)
    let script: Script
    let dependencies: ExporterDependencies

    static func pace(for configuration: ExporterConfiguration) -> DeliveryPace {
        guard let option = configuration.string("option") else { return .atOnce }
        guard let seconds = Int(option) else {
            return .held(reason: LocalizedText(fr: "envoi sur demande", en: "sent on demand"))
        }
        return .every(.seconds(seconds))
    }

    init(configuration: ExporterConfiguration, dependencies: ExporterDependencies) throws {
        script = try Self.script(of: configuration)
        self.dependencies = dependencies
        script.objects.append(ObjectIdentifier(self))
    }

    func publish(_ state: CurrentState) async throws -> Evidence { try await publishScripted(state) }
}

/// History, and a connection that its configuration turns off.
final class HeldLink: ScriptedExporter, ConnectedExporter {
    static let manifest = declaration(.full)
    let script: Script
    let dependencies: ExporterDependencies

    static func pace(for configuration: ExporterConfiguration) -> DeliveryPace {
        .held(reason: LocalizedText(fr: "éteint", en: "off"))
    }

    init(configuration: ExporterConfiguration, dependencies: ExporterDependencies) throws {
        script = try Self.script(of: configuration)
        self.dependencies = dependencies
        script.objects.append(ObjectIdentifier(self))
    }

    func run(in runtime: ExporterRuntime) async throws { try await runScripted(runtime) }
}

/// History to a destination that counts what it gets twice, five records at a time.
final class CountingExporter: ScriptedExporter {
    static let manifest = declaration(.full, idempotence: .none, batchLimit: 5)
    let script: Script
    let dependencies: ExporterDependencies

    init(configuration: ExporterConfiguration, dependencies: ExporterDependencies) throws {
        script = try Self.script(of: configuration)
        self.dependencies = dependencies
        script.objects.append(ObjectIdentifier(self))
    }
}

/// Current values and history.
final class StateExporter: ScriptedExporter, CurrentExporter {
    static let manifest = declaration(.full)
    let script: Script
    let dependencies: ExporterDependencies

    init(configuration: ExporterConfiguration, dependencies: ExporterDependencies) throws {
        script = try Self.script(of: configuration)
        self.dependencies = dependencies
        script.objects.append(ObjectIdentifier(self))
    }

    func publish(_ state: CurrentState) async throws -> Evidence { try await publishScripted(state) }
}

/// Current values over a connection, and history that goes elsewhere.
final class TwoWayExporter: ScriptedExporter, CurrentExporter, ConnectedExporter {
    static let manifest = declaration(.full)
    static let historyHasItsOwnWay = true
    let script: Script
    let dependencies: ExporterDependencies

    init(configuration: ExporterConfiguration, dependencies: ExporterDependencies) throws {
        script = try Self.script(of: configuration)
        self.dependencies = dependencies
        script.objects.append(ObjectIdentifier(self))
    }

    func publish(_ state: CurrentState) async throws -> Evidence { try await publishScripted(state) }

    func run(in runtime: ExporterRuntime) async throws { try await runScripted(runtime) }
}

/// Current values, history and a connection.
final class LinkedExporter: ScriptedExporter, CurrentExporter, ConnectedExporter {
    static let manifest = declaration(.full)
    let script: Script
    let dependencies: ExporterDependencies

    init(configuration: ExporterConfiguration, dependencies: ExporterDependencies) throws {
        script = try Self.script(of: configuration)
        self.dependencies = dependencies
        script.objects.append(ObjectIdentifier(self))
    }

    func publish(_ state: CurrentState) async throws -> Evidence { try await publishScripted(state) }

    func run(in runtime: ExporterRuntime) async throws { try await runScripted(runtime) }
}
