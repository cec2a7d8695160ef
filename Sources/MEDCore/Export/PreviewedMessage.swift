/// A message that would be sent.
public struct PreviewedMessage: Hashable, Sendable {
    /// Where it would go: a topic, a URL, a file.
    public let address: String
    /// Its bytes.
    public let body: [UInt8]
    /// How: `QoS 1, retained`.
    public let manner: String

    /// A message.
    public init(address: String, body: [UInt8], manner: String) {
        self.address = address
        self.body = body
        self.manner = manner
    }
}
