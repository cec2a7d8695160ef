/// An address to listen on.
public struct Endpoint: Hashable, Sendable, CustomStringConvertible {
    /// An address or a name of this machine.
    public let host: String
    /// 0 to 65535; 0: any free one.
    public let port: Int

    /// An address to listen on.
    public init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// `host:port`, an IPv6 address in brackets.
    public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    /// Whether only this machine reaches it: `localhost`, `::1`, `127.0.0.0/8` (RFC 6890).
    public var isLoopback: Bool {
        if host == "localhost" || host == "::1" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
