/// How the connection is encrypted. The broker's certificate and host name are always verified.
public struct MQTTTLS: Sendable, Equatable {
    /// PEM file of the authorities to trust, instead of the system's; nil: the system's authorities.
    public var caFile: String?
    /// PEM file of the certificate this client shows, for brokers that require one.
    public var clientCertificate: String?
    /// PEM file of that certificate's private key, without a passphrase.
    public var clientKey: String?

    /// TLS with the given files; all nil: the system's authorities and no client certificate.
    public init(caFile: String? = nil, clientCertificate: String? = nil, clientKey: String? = nil) {
        self.caFile = caFile
        self.clientCertificate = clientCertificate
        self.clientKey = clientKey
    }
}
