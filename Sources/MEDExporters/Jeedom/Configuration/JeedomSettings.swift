import MEDCore
import MEDHTTP

/// The configuration of one instance, read and checked.
struct JeedomSettings: Sendable {
    let method: JeedomMethod
    /// `core/api/jeeApi.php` of the box; `nil` for `mqtt`.
    let destination: HTTPDestination?
    let key: JeedomKey
    /// The only meter that is sent; `nil`: the only one that there is.
    let pdl: PDL?
    let equipment: Int?
    /// Command identifiers by what they show.
    let commands: [JeedomRole: Int]

    /// The fields of the section `mqtt` that this one has too, below `mqtt.`.
    static let brokerKeys = [
        "host", "port", "username", "password", "tls", "ca_cert", "client_cert", "client_key", "topic_prefix",
    ]

    /// Jeedom sleeps 5 s before it refuses a key, and the Virtual plugin's refusal must still be read.
    static let deadline = Duration.seconds(20)

    static func method(of configuration: ExporterConfiguration) -> JeedomMethod {
        configuration.string("method").flatMap(JeedomMethod.init) ?? .jsonrpc
    }

    /// - Throws: `ExporterFault.blocked` when it cannot work: no address, a key that Jeedom never takes, an identifier
    ///   that is no number or stands twice.
    init(_ configuration: ExporterConfiguration) throws {
        method = Self.method(of: configuration)
        pdl = try Self.pdl(of: configuration)
        equipment = try Self.number("equipment_id", of: configuration)
        commands = try Self.commands(of: configuration)
        guard method != .mqtt else {
            destination = nil
            key = JeedomKey.none
            return
        }
        key = try JeedomKey(configuration.secret("api_key"))
        destination = HTTPDestination(
            name: "Jeedom", url: try Self.entry(configuration.httpURL("url")), tls: try configuration.httpTLS(),
            deadline: Self.deadline, memory: HTTPDestinationMemory())
    }

    /// The entry point of a box's address; one that was written out stays.
    private static func entry(_ url: HTTPURL) throws -> HTTPURL {
        url.path.hasSuffix(".php") ? url : try url.appending(path: "core/api/jeeApi.php")
    }

    private static func pdl(of configuration: ExporterConfiguration) throws -> PDL? {
        guard let text = configuration.string("pdl") else { return nil }
        guard let pdl = PDL(text) else {
            throw ExporterFault.blocked(
                cause: LocalizedText(
                    fr: "pdl : un PDL a 14 chiffres, entre guillemets.",
                    en: "pdl: a PDL has 14 digits, in quotation marks."))
        }
        return pdl
    }

    private static func number(_ key: String, of configuration: ExporterConfiguration) throws -> Int? {
        guard let text = configuration.string(key) else { return nil }
        // Jeedom's own notation `#456#` is what its pages show.
        let digits = text.hasPrefix("#") && text.hasSuffix("#") ? String(text.dropFirst().dropLast()) : text
        guard let number = Int(digits), number > 0, number <= Int(Int32.max) else {
            throw ExporterFault.blocked(
                cause: LocalizedText(
                    fr: "\(key) doit être un numéro, comme 456 (dans Jeedom : « ID » de la commande).",
                    en: "\(key) has to be a number such as 456 (in Jeedom: the command's \"ID\")."))
        }
        return number
    }

    private static func commands(of configuration: ExporterConfiguration) throws -> [JeedomRole: Int] {
        var commands: [JeedomRole: Int] = [:]
        for role in JeedomRole.allCases {
            guard let number = try number(role.field, of: configuration) else { continue }
            if let other = JeedomRole.allCases.first(where: { commands[$0] == number }) {
                throw ExporterFault.blocked(
                    cause: LocalizedText(
                        fr:
                            "\(other.field) et \(role.field) ont le même numéro \(number) : leurs valeurs se mélangeraient.",
                        en: "\(other.field) and \(role.field) have the same number \(number): their values would mix."))
            }
            commands[role] = number
        }
        return commands
    }

    /// The exporter that publishes for jMQTT: simple payloads, retained, under a prefix of their own.
    static func broker(of configuration: ExporterConfiguration) -> ExporterConfiguration {
        var values: [String: ConfigurationValue] = [
            "topic_prefix": .string("jeedom"), "format": .string("simple"), "retain": .boolean(true),
            "history": .boolean(false), "short_topics": .boolean(false),
        ]
        for key in brokerKeys { if let value = configuration.values["mqtt.\(key)"] { values[key] = value } }
        return ExporterConfiguration(
            instance: configuration.instance, values: values, manifest: MQTTExporter.manifest)
    }
}
