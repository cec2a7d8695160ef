import MEDCore

extension Loading {
    static let signalFields = [
        signalField("tempo.enabled", .boolean),
        signalField("tempo.source", .choice(TempoSettings.Source.allCases.map(\.rawValue))),
        signalField("ecowatt.enabled", .boolean),
        signalField("ecowatt.source", .choice(EcowattSettings.Source.allCases.map(\.rawValue))),
        signalField("rte.client_id", .text),
        ConfigurationField(
            "rte.client_secret", .text, isSecret: true, label: LocalizedText(fr: "Secret", en: "Secret")),
    ]

    private static func signalField(_ key: String, _ kind: ConfigurationField.Kind) -> ConfigurationField {
        ConfigurationField(key, kind, label: LocalizedText(fr: key, en: key))
    }

    /// The section `sources`.
    mutating func sources(_ node: YAMLNode?, meters: [MeterSettings]) -> SourceSettings {
        let leaves = leaves(
            of: node, path: "sources", environmentKey: "sources", fields: Self.signalFields, ignoring: ["gateways"])
        let values = readAll(Self.signalFields, in: leaves, isActive: true)
        var settings = SourceSettings(gateways: gateways(node?["gateways"], meters: meters))
        settings.rte = rte(values, in: leaves)
        let isTempoContract = meters.contains { $0.contracts.contracts.contains { $0.tariff == .tempo } }
        let isGatewayOn = settings.gateways.contains(where: \.isEnabled)
        settings.tempo.isEnabled = isGatewayOn || settings.rte != nil || isTempoContract
        settings.ecowatt.isEnabled = settings.rte != nil || settings.hasSignalGateway
        if case .boolean(let isOn) = values["tempo.enabled"]?.value { settings.tempo.isEnabled = isOn }
        if case .boolean(let isOn) = values["ecowatt.enabled"]?.value { settings.ecowatt.isEnabled = isOn }
        if case .string(let name) = values["tempo.source"]?.value {
            settings.tempo.source = TempoSettings.Source(rawValue: name) ?? .auto
        }
        if case .string(let name) = values["ecowatt.source"]?.value {
            settings.ecowatt.source = EcowattSettings.Source(rawValue: name) ?? .auto
        }
        checkSignals(settings, values)
        return settings
    }

    private mutating func rte(_ values: [String: ReadValue], in leaves: SectionLeaves) -> RTECredentials? {
        var clientID: String?
        if case .string(let text) = values["rte.client_id"]?.value, !text.isEmpty { clientID = text }
        if let clientID, case .secret(let secret) = values["rte.client_secret"]?.value {
            return RTECredentials(clientID: clientID, clientSecret: secret)
        }
        let secretKeys = ["client_secret", "client_secret_file", "client_secret_credential"]
        let secretNode = secretKeys.lazy.compactMap { leaves.nodes["rte.\($0)"] }.first { $0.scalar != "" }
        let isSecretGiven =
            secretNode != nil
            || secretKeys.contains { environment["SOURCES_RTE_\($0.uppercased())"] != nil }
        if clientID != nil, !isSecretGiven, let place = values["rte.client_id"]?.place {
            error(
                place,
                LocalizedText(
                    fr: "l'identifiant et le secret de RTE vont ensemble ; ajoutez « sources.rte.client_secret »",
                    en: "RTE's client id and secret go together; add “sources.rte.client_secret”"))
        } else if clientID == nil, let place = values["rte.client_secret"]?.place {
            error(
                place,
                LocalizedText(
                    fr: "l'identifiant et le secret de RTE vont ensemble ; ajoutez « sources.rte.client_id »",
                    en: "RTE's client id and secret go together; add “sources.rte.client_id”"))
        }
        return nil
    }

    /// A source that is chosen must be there, and EcoWatt has none without an account.
    private mutating func checkSignals(_ settings: SourceSettings, _ values: [String: ReadValue]) {
        let choices = [
            (key: "tempo", source: settings.tempo.source.rawValue, isOn: settings.tempo.isEnabled),
            (key: "ecowatt", source: settings.ecowatt.source.rawValue, isOn: settings.ecowatt.isEnabled),
        ]
        for choice in choices where choice.isOn {
            let place = values["\(choice.key).source"]?.place
            if let place, choice.source == "rte", settings.rte == nil {
                error(place, Expected.rteIsMissing)
            } else if let place, choice.source == "gateway", !settings.hasSignalGateway {
                error(place, Expected.signalGatewayIsMissing)
            } else if choice.key == "ecowatt", choice.source == "auto", settings.rte == nil,
                !settings.hasSignalGateway, let place = values["ecowatt.enabled"]?.place
            {
                error(place, Expected.ecowattSourceIsMissing)
            }
        }
    }
}

extension SourceSettings {
    /// Whether a gateway that has Tempo and EcoWatt is on.
    fileprivate var hasSignalGateway: Bool { gateways.contains { $0.isEnabled && $0.kind.servesSignals } }
}
