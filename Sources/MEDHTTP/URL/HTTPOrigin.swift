/// A scheme, a host and a port: what credentials belong to (RFC 6454).
public struct HTTPOrigin: Sendable, Hashable, CustomStringConvertible {
    /// `http` or `https`.
    public let scheme: String
    /// The host name in lower case, or an address; IPv6 in brackets.
    public let host: String
    /// 1 to 65535.
    public let port: Int

    init(scheme: String, host: String, port: Int) {
        self.scheme = scheme
        self.host = host
        self.port = port
    }

    /// `https://host:port`, without the port when it is the scheme's own.
    public var description: String {
        let isDefault = port == (scheme == "https" ? 443 : 80)
        return isDefault ? "\(scheme)://\(host)" : "\(scheme)://\(host):\(port)"
    }
}
