/// Which servers to trust over `https`, and who this client is. There is no way to trust every server.
public struct HTTPTLS: Sendable, Hashable {
    /// PEM file of the authorities to trust, instead of the system's; nil: the system's authorities.
    ///
    /// A file that cannot be read is ``HTTPFault/Code-swift.enum/tlsFile``; nothing is sent then.
    public var caFile: String?
    /// The server's public key.
    ///
    /// Alone, it is what is trusted instead of authorities and names: the way to a household device with a certificate
    /// of its own making. With ``caFile`` both must hold.
    public var pin: HTTPPin?
    /// PEM file of the certificate this client shows, for servers that require one.
    public var clientCertificate: String?
    /// PEM file of that certificate's private key, without a passphrase.
    public var clientKey: String?

    /// TLS with the given files; all nil: the system's authorities and no client certificate.
    public init(
        caFile: String? = nil, pin: HTTPPin? = nil, clientCertificate: String? = nil, clientKey: String? = nil
    ) {
        self.caFile = caFile
        self.pin = pin
        self.clientCertificate = clientCertificate
        self.clientKey = clientKey
    }
}
