/// What a server grants its clients, so that a slow or a greedy one holds nothing for long.
public struct ServingLimits: Hashable, Sendable {
    /// Connections at a time; further ones wait until one ends.
    public var connections: Int
    /// How long a connection may stay without a complete request head, at the beginning and between requests.
    public var idle: Duration
    /// How long a request may take from its head to the last byte of the response, and to the end of its body.
    public var exchange: Duration
    /// The largest request line and header, in bytes.
    public var header: Int
    /// The largest number of header fields.
    public var headerFields: Int

    /// Limits; the idle time leaves room for a Prometheus that scrapes once a minute on one connection.
    public init(
        connections: Int = 128, idle: Duration = .seconds(90), exchange: Duration = .seconds(20),
        header: Int = 16 << 10, headerFields: Int = 100
    ) {
        self.connections = connections
        self.idle = idle
        self.exchange = exchange
        self.header = header
        self.headerFields = headerFields
    }
}
