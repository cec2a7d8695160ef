import MEDCore

/// The shape of the MQTT exporter's manifest, and one with the kinds that MQTT lacks.
enum Manifests {
    static let mqtt = ExporterManifest(
        key: "mqtt", name: text("MQTT"),
        fields: [
            field("host", .host, default: .string("localhost"), isIdentity: true),
            field("port", .port, default: .integer(1_883), isIdentity: true),
            field("username", .text),
            ConfigurationField("password", .text, isSecret: true, label: text("password")),
            field("topic_prefix", .text, default: .string("myelectricaldata"), isIdentity: true),
            field("qos", .integer(0...2), default: .integer(1)),
            field("retain", .boolean, default: .boolean(true)),
            field("format", .choice(["simple", "json"]), default: .string("json")),
            field("tls", .boolean, default: .boolean(false)),
            field("ca_cert", .file), field("client_cert", .file), field("client_key", .file),
            field("history", .boolean, default: .boolean(false)),
            field("short_topics", .boolean, default: .boolean(true)),
        ],
        backfill: .currentOnly, idempotence: .natural)

    static let victoriametrics = ExporterManifest(
        key: "victoriametrics", name: text("VictoriaMetrics"),
        fields: [
            field("push.enabled", .boolean, default: .boolean(true)),
            field("push.url", .url, isIdentity: true),
            field("push.interval", .integer(1...86_400), default: .integer(60)),
            ConfigurationField("push.token", .text, isSecret: true, label: text("token")),
            field("labels", .map),
            field("metrics", .list(choices: ["daily", "load", "power"])),
            field("tags", .list(choices: [])),
        ],
        backfill: .full, idempotence: .none)

    private static func text(_ text: String) -> LocalizedText { LocalizedText(fr: text, en: text) }

    private static func field(
        _ key: String, _ kind: ConfigurationField.Kind, default value: ConfigurationValue? = nil,
        isIdentity: Bool = false
    ) -> ConfigurationField {
        ConfigurationField(key, kind, default: value, isIdentity: isIdentity, label: text(key))
    }
}
