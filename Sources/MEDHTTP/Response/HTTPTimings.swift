/// How long the stages of an exchange took, each by itself.
public struct HTTPTimings: Sendable, Hashable {
    /// Finding the host's addresses; nil: the connection was open already.
    public let resolve: Duration?
    /// Opening the connection; nil: it was open already.
    public let connect: Duration?
    /// Agreeing on TLS; nil: no TLS, or the connection was open already.
    public let tls: Duration?
    /// From the start of the exchange to the response's first byte.
    public let firstByte: Duration
    /// From the start of the exchange to its end.
    public let total: Duration

    /// Whether an open connection was used.
    public var isConnectionReused: Bool { connect == nil }

    /// - Parameters: microseconds since the start, as libcurl counts them; 0: did not happen.
    init(isReused: Bool, nameLookup: Int, connect: Int, appConnect: Int, startTransfer: Int, total: Int) {
        resolve = isReused ? nil : .microseconds(nameLookup)
        self.connect = isReused ? nil : .microseconds(max(0, connect - nameLookup))
        tls = isReused || appConnect == 0 ? nil : .microseconds(max(0, appConnect - connect))
        firstByte = .microseconds(startTransfer)
        self.total = .microseconds(total)
    }
}
