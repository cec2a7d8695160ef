public import MEDCore

extension JeedomExporter {
    /// The section `jeedom` of config.yaml. Address, method, meter and commands make it this destination and no other:
    /// a command that is added later gets its history too.
    public static let manifest = ExporterManifest(
        key: "jeedom",
        name: LocalizedText(fr: "Jeedom", en: "Jeedom"),
        fields: connectionFields + commandFields + brokerFields,
        backfill: .full,
        idempotence: .natural,
        // Four requests a day, one after the other: a slow box takes 0.3 s for each, and a call of the engine 90 s.
        batchLimit: 50
    )

    /// Everything by JSON-RPC; the Virtual plugin and jMQTT stamp what they get with the time at which it came, so that
    /// they are sent current values only.
    public static func backfill(for configuration: ExporterConfiguration) -> BackfillPolicy {
        JeedomSettings.method(of: configuration) == .jsonrpc ? .full : .currentOnly
    }

    private static let connectionFields =
        [
            ConfigurationField(
                "url", .url, isIdentity: true, section: "Connexion",
                label: LocalizedText(fr: "URL Jeedom", en: "Jeedom's URL"),
                help: LocalizedText(
                    fr: "http://jeedom.local, ou http://…/jeedom sur une ancienne box.",
                    en: "http://jeedom.local, or http://…/jeedom on an older box.")),
            ConfigurationField(
                "api_key", .text, isSecret: true, section: "Connexion",
                label: LocalizedText(fr: "Clé API", en: "API key"),
                help: LocalizedText(
                    fr: "jsonrpc : la « Clé API » du noyau ; virtual : celle du plugin Virtuel.",
                    en: "jsonrpc: the core's \"Clé API\"; virtual: that of the plugin Virtuel.")),
        ] + HTTPFields.tls(section: "Connexion") + [
            ConfigurationField(
                "method", .choice(JeedomMethod.allCases.map(\.rawValue)), default: .string("jsonrpc"),
                isIdentity: true, section: "Méthode", label: LocalizedText(fr: "Méthode", en: "Method"),
                help: LocalizedText(
                    fr: "jsonrpc : avec l'historique (recommandé) ; virtual : plugin Virtuel ; mqtt : jMQTT.",
                    en: "jsonrpc: with the history (recommended); virtual: plugin Virtuel; mqtt: jMQTT."))
        ]

    private static let commandFields =
        [
            ConfigurationField(
                "pdl", .text, isIdentity: true, section: "Commandes",
                label: LocalizedText(fr: "PDL", en: "PDL"),
                help: LocalizedText(
                    fr: "Le compteur de ces commandes, s'il y en a plusieurs : une instance par compteur.",
                    en: "The meter of these commands, when there are several: one instance per meter.")),
            ConfigurationField(
                "equipment_id", .text, default: .string(""), section: "Commandes",
                label: LocalizedText(fr: "ID équipement virtuel", en: "Virtual equipment's ID"),
                help: LocalizedText(
                    fr: "Sert au test : équipement activé, commandes historisées.",
                    en: "For the test: equipment enabled, commands with history.")),
        ]
        + JeedomRole.allCases.map { role in
            ConfigurationField(
                role.field, .text, default: .string(""), isIdentity: true, section: "Commandes", label: role.name,
                help: LocalizedText(
                    fr: "ID de la commande info (\(role.unit ?? role.subType)) ; vide : pas envoyé.",
                    en: "ID of the info command (\(role.unit ?? role.subType)); empty: not sent."))
        }

    /// Those of the section `mqtt`, for a broker of Jeedom's own.
    private static let brokerFields = MQTTExporter.manifest.fields.compactMap { field -> ConfigurationField? in
        guard JeedomSettings.brokerKeys.contains(field.key) else { return nil }
        return ConfigurationField(
            "mqtt.\(field.key)", field.kind,
            default: field.key == "topic_prefix" ? .string("jeedom") : field.defaultValue,
            isSecret: field.isSecret, isIdentity: field.isIdentity, section: "MQTT (jMQTT)", label: field.label,
            help: field.help)
    }
}
