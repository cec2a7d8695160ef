public import MEDCore

extension HomeAssistantExporter {
    /// The section `home_assistant` of config.yaml, drawn as document 002 draws its tab. Keys of `mqtt` that are absent are
    /// those of the section `mqtt`.
    public static let manifest = ExporterManifest(
        key: "home_assistant",
        name: LocalizedText(fr: "Home Assistant", en: "Home Assistant"),
        fields: discoveryFields + energyFields + brokerFields + tlsFields + apiFields,
        backfill: .full,
        idempotence: .natural,
        batchLimit: 500
    )

    /// Everything when the statistics have somewhere to go, current values only otherwise. Both `statistics` and `url` belong
    /// to the identity, so that the history follows when they are set later.
    public static func backfill(for configuration: ExporterConfiguration) -> BackfillPolicy {
        configuration.isOn("statistics") && configuration.string("url") != nil ? .full : .currentOnly
    }

    private static let discoveryFields = [
        ConfigurationField(
            "discovery", .boolean, default: .boolean(true), section: "MQTT Discovery",
            label: LocalizedText(fr: "Activer Discovery", en: "Enable discovery"),
            help: LocalizedText(
                fr: "Annonce les capteurs à Home Assistant ; décoché, ceux qui l'ont été sont retirés.",
                en: "Announces the sensors to Home Assistant; off, those that were are removed.")),
        ConfigurationField(
            "discovery_prefix", .text, default: .string("homeassistant"), isIdentity: true, section: "MQTT Discovery",
            label: LocalizedText(fr: "Préfixe Discovery", en: "Discovery prefix"),
            help: LocalizedText(
                fr: "Le même que dans l'intégration MQTT de Home Assistant.",
                en: "The same as in Home Assistant's MQTT integration.")),
        ConfigurationField(
            "entity_prefix", .text, default: .string("myelectricaldata"), section: "MQTT Discovery",
            label: LocalizedText(fr: "Préfixe entités", en: "Entity prefix"),
            help: LocalizedText(
                fr: "sensor.med_{pdl}_… avec la valeur par défaut, sensor.{préfixe}_{pdl}_… sinon.",
                en: "sensor.med_{pdl}_… with the default, sensor.{prefix}_{pdl}_… otherwise.")),
    ]

    private static let energyFields = [
        ConfigurationField(
            "energy_dashboard", .boolean, default: .boolean(true), section: "Energy Dashboard",
            label: LocalizedText(fr: "Compatible Energy", en: "Energy compatible"),
            help: LocalizedText(
                fr: "Ajoute les device_class et state_class appropriés.",
                en: "Adds the device_class and state_class that fit.")),
        ConfigurationField(
            "statistics", .boolean, default: .boolean(true), isIdentity: true, section: "Energy Dashboard",
            label: LocalizedText(fr: "Statistiques long terme", en: "Long-term statistics"),
            help: LocalizedText(
                fr: "Historique illimité, heure par heure, par l'API Home Assistant (url et token).",
                en: "Unlimited history, hour by hour, through the Home Assistant API (url and token).")),
    ]

    private static let brokerFields = [
        ConfigurationField(
            "mqtt.host", .host, default: .string("core-mosquitto"), isIdentity: true, section: "Connexion MQTT",
            label: LocalizedText(fr: "Hôte", en: "Host"),
            help: LocalizedText(
                fr: "Le broker de Home Assistant ; absent, celui de la section mqtt.",
                en: "Home Assistant's broker; absent, that of the section mqtt."),
            fallback: ConfigurationFallback("mqtt", "host")),
        ConfigurationField(
            "mqtt.port", .port, default: .integer(1_883), isIdentity: true, section: "Connexion MQTT",
            label: LocalizedText(fr: "Port", en: "Port"),
            help: LocalizedText(
                fr: "Le plus souvent 1883, ou 8883 avec TLS.", en: "Usually 1883, or 8883 with TLS."),
            fallback: ConfigurationFallback("mqtt", "port")),
        ConfigurationField(
            "mqtt.username", .text, section: "Connexion MQTT",
            label: LocalizedText(fr: "Utilisateur", en: "User name"),
            help: LocalizedText(
                fr: "Vide si le broker accepte les connexions anonymes.",
                en: "Empty when the broker lets anybody in."),
            fallback: ConfigurationFallback("mqtt", "username")),
        ConfigurationField(
            "mqtt.password", .text, isSecret: true, section: "Connexion MQTT",
            label: LocalizedText(fr: "Mot de passe", en: "Password"),
            help: LocalizedText(
                fr: "N'est envoyé qu'avec un nom d'utilisateur.", en: "Sent only along with a user name."),
            fallback: ConfigurationFallback("mqtt", "password", with: "mqtt.username")),
    ]

    private static let tlsFields = [
        ConfigurationField(
            "mqtt.tls", .boolean, default: .boolean(false), section: "Connexion MQTT",
            label: LocalizedText(fr: "TLS/SSL", en: "TLS/SSL"),
            help: LocalizedText(
                fr: "Chiffre la connexion ; le certificat du broker est toujours vérifié.",
                en: "Encrypts the connection; the broker's certificate is always verified."),
            fallback: ConfigurationFallback("mqtt", "tls")),
        ConfigurationField(
            "mqtt.ca_cert", .file, section: "Connexion MQTT",
            label: LocalizedText(fr: "Certificat CA", en: "CA certificate"),
            help: LocalizedText(
                fr: "Fichier PEM de l'autorité du broker ; vide : les autorités du système.",
                en: "PEM file of the broker's authority; empty: the system's authorities."),
            fallback: ConfigurationFallback("mqtt", "ca_cert", with: "mqtt.tls")),
        ConfigurationField(
            "mqtt.client_cert", .file, section: "Connexion MQTT",
            label: LocalizedText(fr: "Certificat client", en: "Client certificate"),
            help: LocalizedText(
                fr: "Fichier PEM, si le broker en demande un.", en: "PEM file, when the broker asks for one."),
            fallback: ConfigurationFallback("mqtt", "client_cert", with: "mqtt.tls")),
        ConfigurationField(
            "mqtt.client_key", .file, section: "Connexion MQTT",
            label: LocalizedText(fr: "Clé client", en: "Client key"),
            help: LocalizedText(
                fr: "Clé privée du certificat client, en PEM, sans phrase secrète.",
                en: "Private key of the client certificate, PEM, without a passphrase."),
            fallback: ConfigurationFallback("mqtt", "client_key", with: "mqtt.client_cert")),
    ]

    private static let apiFields =
        [
            ConfigurationField(
                "url", .url, isIdentity: true, section: "API Home Assistant",
                label: LocalizedText(fr: "URL", en: "URL"),
                help: LocalizedText(
                    fr: "http://homeassistant.local:8123 ; pour les statistiques long terme.",
                    en: "http://homeassistant.local:8123; for the long-term statistics.")),
            ConfigurationField(
                "token", .text, isSecret: true, section: "API Home Assistant",
                label: LocalizedText(fr: "Jeton", en: "Token"),
                help: LocalizedText(
                    fr: "Jeton d'accès de longue durée d'un administrateur : profil, Sécurité.",
                    en: "Long-lived access token of an administrator: profile, Security.")),
        ] + HTTPFields.tls(section: "API Home Assistant")
}
