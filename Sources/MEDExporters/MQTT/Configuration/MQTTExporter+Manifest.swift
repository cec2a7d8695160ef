public import MEDCore

extension MQTTExporter {
    /// The section `mqtt` of config.yaml, with document 003's keys and `history`, `short_topics`, `client_id` and
    /// `connect_timeout` besides. Broker, port and prefix make it this destination and no other.
    public static let manifest = ExporterManifest(
        key: "mqtt",
        name: LocalizedText(fr: "MQTT", en: "MQTT"),
        fields: brokerFields + tlsFields + topicFields + optionFields,
        backfill: .currentOnly,
        idempotence: .natural,
        batchLimit: 500
    )

    /// Everything when `history` is on, current values only otherwise.
    public static func backfill(for configuration: ExporterConfiguration) -> BackfillPolicy {
        configuration.isOn("history") ? .full : .currentOnly
    }

    private static let brokerFields = [
        ConfigurationField(
            "host", .host, default: .string("localhost"), isIdentity: true, section: "Broker",
            label: LocalizedText(fr: "Hôte", en: "Host"),
            help: LocalizedText(
                fr: "Nom ou adresse du broker, sans mqtt:// ; core-mosquitto pour le module de Home Assistant.",
                en: "Name or address of the broker, without mqtt://; core-mosquitto for Home Assistant's add-on.")),
        ConfigurationField(
            "port", .port, default: .integer(1_883), isIdentity: true, section: "Broker",
            label: LocalizedText(fr: "Port", en: "Port"),
            help: LocalizedText(
                fr: "Le plus souvent 1883, ou 8883 avec TLS.", en: "Usually 1883, or 8883 with TLS.")),
        ConfigurationField(
            "username", .text, section: "Broker", label: LocalizedText(fr: "Utilisateur", en: "User name"),
            help: LocalizedText(
                fr: "Vide si le broker accepte les connexions anonymes.",
                en: "Empty when the broker lets anybody in.")),
        ConfigurationField(
            "password", .text, isSecret: true, section: "Broker",
            label: LocalizedText(fr: "Mot de passe", en: "Password"),
            help: LocalizedText(
                fr: "N'est envoyé qu'avec un nom d'utilisateur.", en: "Sent only along with a user name.")),
        ConfigurationField(
            "client_id", .text, section: "Broker",
            label: LocalizedText(fr: "Identifiant client", en: "Client identifier"),
            help: LocalizedText(
                fr: "Vide : propre à cette installation. Deux clients de même identifiant se déconnectent sans fin.",
                en: "Empty: one of this installation's own. Two clients with the same one disconnect each other.")),
        ConfigurationField(
            "connect_timeout", .integer(1...120), default: .integer(10), section: "Broker",
            label: LocalizedText(fr: "Délai de connexion (s)", en: "Connection time-out (s)"),
            help: LocalizedText(
                fr: "Combien de secondes attendre la réponse du broker.",
                en: "How many seconds to wait for the broker's answer.")),
    ]

    private static let tlsFields = [
        ConfigurationField(
            "tls", .boolean, default: .boolean(false), section: "Broker",
            label: LocalizedText(fr: "TLS/SSL", en: "TLS/SSL"),
            help: LocalizedText(
                fr: "Chiffre la connexion ; le certificat du broker est toujours vérifié.",
                en: "Encrypts the connection; the broker's certificate is always verified.")),
        ConfigurationField(
            "ca_cert", .file, section: "Broker", label: LocalizedText(fr: "Certificat CA", en: "CA certificate"),
            help: LocalizedText(
                fr: "Fichier PEM de l'autorité du broker ; vide : les autorités du système.",
                en: "PEM file of the broker's authority; empty: the system's authorities.")),
        ConfigurationField(
            "client_cert", .file, section: "Broker",
            label: LocalizedText(fr: "Certificat client", en: "Client certificate"),
            help: LocalizedText(
                fr: "Fichier PEM, si le broker en demande un.", en: "PEM file, when the broker asks for one.")),
        ConfigurationField(
            "client_key", .file, section: "Broker", label: LocalizedText(fr: "Clé client", en: "Client key"),
            help: LocalizedText(
                fr: "Clé privée du certificat client, en PEM, sans phrase secrète.",
                en: "Private key of the client certificate, PEM, without a passphrase.")),
    ]

    private static let topicFields = [
        ConfigurationField(
            "topic_prefix", .text, default: .string("myelectricaldata"), isIdentity: true, section: "Topics",
            label: LocalizedText(fr: "Préfixe topics", en: "Topic prefix"),
            help: LocalizedText(
                fr: "Premier niveau de tous les topics, sans + ni #, sans / au début ni à la fin.",
                en: "First level of every topic, without + or #, without / at either end.")),
        ConfigurationField(
            "short_topics", .boolean, default: .boolean(true), section: "Topics",
            label: LocalizedText(fr: "Topics courts", en: "Short topics"),
            help: LocalizedText(
                fr: "Publie aussi consumption/hc et consumption/hp.",
                en: "Publishes consumption/hc and consumption/hp too.")),
        ConfigurationField(
            "history", .boolean, default: .boolean(false), section: "Topics",
            label: LocalizedText(fr: "Historique", en: "History"),
            help: LocalizedText(
                fr: "Publie chaque jour passé, sans rétention, sous {pdl}/history/.",
                en: "Publishes every past day, not retained, under {pdl}/history/.")),
    ]

    private static let optionFields = [
        ConfigurationField(
            "format", .choice(MQTTFormat.allCases.map(\.rawValue)), default: .string(MQTTFormat.json.rawValue),
            section: "Options", label: LocalizedText(fr: "Format messages", en: "Message format"),
            help: LocalizedText(
                fr: "json (recommandé), ou simple : la valeur uniquement.",
                en: "json (recommended), or simple: the value only.")),
        ConfigurationField(
            "qos", .integer(0...2), default: .integer(1), section: "Options",
            label: LocalizedText(fr: "QoS", en: "QoS"),
            help: LocalizedText(
                fr: "0 : sans confirmation ; 1 : confirmé (recommandé) ; 2 : exactement une fois.",
                en: "0: unconfirmed; 1: confirmed (recommended); 2: exactly once.")),
        ConfigurationField(
            "retain", .boolean, default: .boolean(true), section: "Options",
            label: LocalizedText(fr: "Retain", en: "Retain"),
            help: LocalizedText(
                fr: "Le broker garde la dernière valeur pour les nouveaux abonnés.",
                en: "The broker keeps the latest value for new subscribers.")),
    ]
}
