import MEDCore
import MEDMQTT

/// A broker and how to connect to it: what every exporter that speaks MQTT reads from its section.
struct MQTTBroker: Sendable {
    let host: String
    let port: Int
    let username: String?
    let password: Secret?
    let tls: MQTTTLS?
    let clientID: String
    let connectTimeout: Duration

    /// Reads `{prefix}host`, `{prefix}port` and so on.
    ///
    /// - Throws: `ExporterFault.blocked` when it cannot work: a certificate without TLS, a password without a user name.
    init(_ configuration: ExporterConfiguration, prefix: String = "", installationID: String) throws(ExporterFault) {
        host = configuration.string(prefix + "host") ?? "localhost"
        port = configuration.integer(prefix + "port") ?? 1_883
        username = configuration.string(prefix + "username")
        password = configuration.secret(prefix + "password")
        clientID =
            configuration.string(prefix + "client_id")
            ?? MQTTClientID.derived(installationID: installationID, instance: configuration.instance)
        connectTimeout = .seconds(configuration.integer(prefix + "connect_timeout") ?? 10)
        tls =
            configuration.isOn(prefix + "tls")
            ? MQTTTLS(
                caFile: configuration.string(prefix + "ca_cert"),
                clientCertificate: configuration.string(prefix + "client_cert"),
                clientKey: configuration.string(prefix + "client_key")) : nil
        try Self.checkCertificates(configuration, prefix)
        try checkLogin(prefix)
    }

    private init(_ broker: MQTTBroker, host: String, port: Int) {
        self.host = host
        self.port = port
        username = broker.username
        password = broker.password
        tls = broker.tls
        clientID = broker.clientID
        connectTimeout = broker.connectTimeout
    }

    /// The same credentials and certificates at the broker of an earlier identity.
    func at(_ identity: DestinationIdentity, prefix: String = "") -> MQTTBroker {
        MQTTBroker(
            self, host: identity.values[prefix + "host"] ?? host,
            port: identity.values[prefix + "port"].flatMap { Int($0) } ?? port)
    }

    /// `host:port`, as the test's headline shows it.
    var endpoint: String { "\(host):\(port)" }

    /// The connection that stays, with its last will.
    func lasting(will: MQTTMessage?) -> MQTTConfiguration {
        connection(clientID: clientID, will: will, shutdownTimeout: .seconds(2))
    }

    /// A connection for one call. It has an identifier of its own, so that a command line does not disconnect the
    /// service, and no will: its end says nothing about the service. Who cancels the call waits less than a second.
    func passing() -> MQTTConfiguration {
        connection(clientID: MQTTClientID.passing(clientID), will: nil, shutdownTimeout: .milliseconds(500))
    }

    /// A client checks its configuration and its files when it is made; nothing is connected.
    ///
    /// - Throws: `ExporterFault.blocked`.
    func check() throws(ExporterFault) {
        do {
            _ = try MQTTClient(configuration: passing())
        } catch let fault as MQTTFault {
            throw .blocked(cause: MQTTFaultText(fault, endpoint: endpoint).causeAndHint)
        } catch {
            throw .blocked(cause: LocalizedText(fr: "\(error)", en: "\(error)"))
        }
    }

    /// A refused topic blocks: the household has to change the access list or the configuration.
    func refusal(_ fault: MQTTFault, of topic: String) -> ExporterFault {
        let text = MQTTFaultText(fault, endpoint: endpoint).causeAndHint
        let shown = PDL.shortening(in: topic)
        return .blocked(
            cause: LocalizedText(fr: "\(text.french) Topic : \(shown)", en: "\(text.english) Topic: \(shown)"))
    }

    private func connection(clientID: String, will: MQTTMessage?, shutdownTimeout: Duration) -> MQTTConfiguration {
        MQTTConfiguration(
            host: host, port: port, username: username, password: username == nil ? nil : password?.reveal(),
            clientID: clientID, tls: tls, will: will, connectTimeout: connectTimeout, shutdownTimeout: shutdownTimeout)
    }

    /// MQTT 3.1.1 has no password without a user name: it would be left out, and the refusal would not say why.
    private func checkLogin(_ prefix: String) throws(ExporterFault) {
        guard username == nil, password != nil else { return }
        throw .blocked(
            cause: LocalizedText(
                fr: "\(prefix)password est donné sans \(prefix)username : donnez les deux, ou aucun.",
                en: "\(prefix)password is given without \(prefix)username: give both, or none."))
    }

    /// A certificate without `tls` would be a connection in clear where an encrypted one was meant.
    private static func checkCertificates(
        _ configuration: ExporterConfiguration, _ prefix: String
    ) throws(ExporterFault) {
        let keys = ["ca_cert", "client_cert", "client_key"].filter { configuration.string(prefix + $0) != nil }
        if let key = keys.first, !configuration.isOn(prefix + "tls") {
            throw .blocked(
                cause: LocalizedText(
                    fr: "\(prefix)\(key) est donné, mais \(prefix)tls est à false : la connexion serait en clair. "
                        + "Mettez tls: true, ou retirez \(key).",
                    en: "\(prefix)\(key) is given, but \(prefix)tls is false: the connection would be in clear. "
                        + "Write tls: true, or remove \(key)."))
        }
        if keys.contains("client_cert") != keys.contains("client_key") {
            throw .blocked(
                cause: LocalizedText(
                    fr: "\(prefix)client_cert et \(prefix)client_key vont ensemble : donnez les deux, ou aucun.",
                    en: "\(prefix)client_cert and \(prefix)client_key belong together: give both, or none."))
        }
    }
}
