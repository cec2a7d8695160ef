/// Something that a destination took: a request, a message, a file.
public struct ConformanceWrite: Hashable, Sendable {
    /// Where: a path, a topic, a file's name.
    public let address: String
    /// What: a body, a payload, a content.
    public let bytes: [UInt8]
    /// The key by which the destination would drop a second one; `nil` when it has none.
    public let key: String?

    /// Something that was taken.
    public init(address: String, bytes: [UInt8], key: String? = nil) {
        self.address = address
        self.bytes = bytes
        self.key = key
    }

    /// Address and content, as a text.
    public var text: String { "\(address) \(String(decoding: bytes, as: UTF8.self))" }
}
