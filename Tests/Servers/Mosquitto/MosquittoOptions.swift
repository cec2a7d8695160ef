/// What a ``MosquittoBroker`` listens for and whom it lets in.
public struct MosquittoOptions: Sendable {
    /// How a listener is protected.
    public enum Security: Sendable {
        /// In clear.
        case plain
        /// TLS with the certificate for `localhost` and 127.0.0.1.
        case tls(TestCertificates)
        /// TLS with a certificate for another host name.
        case tlsWrongHost(TestCertificates)
        /// TLS that wants a certificate from the client, signed by the test authority.
        case tlsClientCertificate(TestCertificates)
    }

    /// How its port is protected.
    public var security = Security.plain
    /// Passwords by user name; empty: everybody may connect without one.
    public var users: [String: String] = [:]
    /// The text of an access list (`topic readwrite #`, `user med`, ...); nil: everything is allowed.
    public var acl: String?
    /// Whether retained messages and sessions survive a stop (not a kill: the broker saves when it stops).
    public var persistence = false
    /// The receive maximum it announces; 0: none; nil: mosquitto's 20.
    public var maxInflight: Int?
    /// The longest queue per subscriber; 0: no limit.
    public var maxQueued = 0
    /// The largest packet in bytes; nil: no limit.
    public var maximumPacketSize: Int?
    /// Whether its log tells every packet; off for floods of messages.
    public var logsPackets = true
    /// Further lines of mosquitto.conf.
    public var extra = ""

    /// The defaults: in clear, for everybody, nothing kept.
    public init() {}

    /// Options made by changing the defaults.
    public static func with(_ change: (inout Self) -> Void) -> Self {
        var options = Self()
        change(&options)
        return options
    }
}
