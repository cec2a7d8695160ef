import MEDCore
import MEDMQTT

/// The configuration of one instance, read and checked.
struct MQTTSettings: Sendable {
    let host: String
    let port: Int
    let username: String?
    let password: Secret?
    let tls: MQTTTLS?
    let clientID: String
    let connectTimeout: Duration
    let topics: MQTTTopics
    let format: MQTTFormat
    let qos: MQTTQoS
    let retain: Bool
    let hasShortTopics: Bool
    let hasHistory: Bool

    /// - Throws: `ExporterFault.blocked` when it cannot work: a prefix with a wildcard, a certificate that is not there.
    init(_ configuration: ExporterConfiguration, installationID: String) throws(ExporterFault) {
        host = configuration.string("host") ?? "localhost"
        port = configuration.integer("port") ?? 1_883
        username = configuration.string("username")
        password = configuration.secret("password")
        clientID =
            configuration.string("client_id")
            ?? MQTTClientID.derived(installationID: installationID, instance: configuration.instance)
        connectTimeout = .seconds(configuration.integer("connect_timeout") ?? 10)
        topics = MQTTTopics(prefix: configuration.string("topic_prefix") ?? "myelectricaldata")
        format = configuration.string("format").flatMap(MQTTFormat.init) ?? .json
        qos = configuration.integer("qos").flatMap(UInt8.init(exactly:)).flatMap(MQTTQoS.init) ?? .atLeastOnce
        retain = configuration.values["retain"] != .boolean(false)
        hasShortTopics = configuration.values["short_topics"] != .boolean(false)
        hasHistory = configuration.isOn("history")
        tls =
            configuration.isOn("tls")
            ? MQTTTLS(
                caFile: configuration.string("ca_cert"), clientCertificate: configuration.string("client_cert"),
                clientKey: configuration.string("client_key")) : nil
        try Self.checkCertificates(configuration)
        try checkLogin()
        try check()
    }

    private init(_ settings: MQTTSettings, host: String, port: Int, topics: MQTTTopics) {
        self.host = host
        self.port = port
        self.topics = topics
        username = settings.username
        password = settings.password
        tls = settings.tls
        clientID = settings.clientID
        connectTimeout = settings.connectTimeout
        format = settings.format
        qos = settings.qos
        retain = settings.retain
        hasShortTopics = settings.hasShortTopics
        hasHistory = settings.hasHistory
    }

    /// The same credentials and certificates at the broker and prefix of an earlier identity.
    func at(_ identity: DestinationIdentity) -> MQTTSettings {
        MQTTSettings(
            self, host: identity.values["host"] ?? host, port: identity.values["port"].flatMap { Int($0) } ?? port,
            topics: identity.values["topic_prefix"].map { MQTTTopics(prefix: $0) } ?? topics)
    }

    var payloads: MQTTPayloads { MQTTPayloads(topics: topics, format: format, hasShortTopics: hasShortTopics) }

    /// `host:port`, as the test's headline shows it.
    var endpoint: String { "\(host):\(port)" }

    /// The connection that stays, with its last will.
    func lasting(will: MQTTMessage) -> MQTTConfiguration {
        connection(clientID: clientID, will: will, shutdownTimeout: .seconds(2))
    }

    /// A connection for one call. It has an identifier of its own, so that a command line does not disconnect the
    /// service, and no will: its end says nothing about the service. Who cancels the call waits less than a second.
    func passing() -> MQTTConfiguration {
        connection(clientID: MQTTClientID.passing(clientID), will: nil, shutdownTimeout: .milliseconds(500))
    }

    private func connection(clientID: String, will: MQTTMessage?, shutdownTimeout: Duration) -> MQTTConfiguration {
        MQTTConfiguration(
            host: host, port: port, username: username, password: username == nil ? nil : password?.reveal(),
            clientID: clientID, tls: tls, will: will, connectTimeout: connectTimeout, shutdownTimeout: shutdownTimeout)
    }

    /// MQTT 3.1.1 has no password without a user name: it would be left out, and the refusal would not say why.
    private func checkLogin() throws(ExporterFault) {
        guard username == nil, password != nil else { return }
        throw .blocked(
            cause: LocalizedText(
                fr: "password est donné sans username : donnez les deux, ou aucun.",
                en: "password is given without username: give both, or none."))
    }

    /// A certificate without `tls` would be a connection in clear where an encrypted one was meant.
    private static func checkCertificates(_ configuration: ExporterConfiguration) throws(ExporterFault) {
        let keys = ["ca_cert", "client_cert", "client_key"].filter { configuration.string($0) != nil }
        if let key = keys.first, !configuration.isOn("tls") {
            throw .blocked(
                cause: LocalizedText(
                    fr: "\(key) est donné, mais tls est à false : la connexion serait en clair. Mettez tls: true, ou "
                        + "retirez \(key).",
                    en: "\(key) is given, but tls is false: the connection would be in clear. Write tls: true, or "
                        + "remove \(key)."))
        }
        if keys.contains("client_cert") != keys.contains("client_key") {
            throw .blocked(
                cause: LocalizedText(
                    fr: "client_cert et client_key vont ensemble : donnez les deux, ou aucun.",
                    en: "client_cert and client_key belong together: give both, or none."))
        }
    }

    private func check() throws(ExporterFault) {
        guard MQTTTopics.isValid(prefix: topics.prefix) else {
            let shown = topics.prefix.count > 40 ? "\(topics.prefix.prefix(40))…" : topics.prefix
            throw .blocked(
                cause: LocalizedText(
                    fr: "Le préfixe « \(shown) » (topic_prefix) ne convient pas : ni + ni #, pas de / au début ni à la"
                        + " fin, pas de $ au début, 200 octets au plus.",
                    en: "The prefix \"\(shown)\" (topic_prefix) cannot be used: no + or #, no / at either end, no $"
                        + " first, at most 200 bytes."))
        }
        do {
            // Nothing is connected: a client checks its configuration and its files when it is made.
            _ = try MQTTClient(configuration: passing())
        } catch let fault as MQTTFault {
            throw .blocked(cause: MQTTFaultText(fault, endpoint: endpoint).causeAndHint)
        } catch {
            throw .blocked(cause: LocalizedText(fr: "\(error)", en: "\(error)"))
        }
    }
}
