public import MEDCore

/// The section `server`: where pages and API are served.
public struct ServerSettings: Hashable, Sendable {
    /// A certificate with its key, both PEM files.
    public struct TLSFiles: Hashable, Sendable {
        /// The path of the certificate chain.
        public let certificate: String
        /// The path of the private key.
        public let key: String

        /// A pair of files.
        public init(certificate: String, key: String) {
            self.certificate = certificate
            self.key = key
        }
    }

    /// `server.listen`: the first serves pages, API and `/metrics`, the others the API.
    public var listen: [ListenAddress]
    /// `server.token`; without one, only loopback addresses are accepted in `listen`.
    public var token: Secret?
    /// `server.allowed_hosts`: further names under which a browser may ask.
    public var allowedHosts: [String]
    /// `server.tls`; `nil` for plain HTTP.
    public var tls: TLSFiles?

    /// The addresses of a configuration that names none: both documents' examples work as written.
    public static let defaultListen = [
        ListenAddress(host: "127.0.0.1", port: 8_080), ListenAddress(host: "127.0.0.1", port: 8_181),
    ]

    /// Settings.
    public init(
        listen: [ListenAddress] = ServerSettings.defaultListen, token: Secret? = nil, allowedHosts: [String] = [],
        tls: TLSFiles? = nil
    ) {
        self.listen = listen
        self.token = token
        self.allowedHosts = allowedHosts
        self.tls = tls
    }
}
