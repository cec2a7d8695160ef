public import MEDCore

/// A destination over HTTP as the kit plays it.
public struct HTTPDestinationScript: Sendable {
    /// The configuration for a destination at `http://127.0.0.1:port` (or `https://`), without a path.
    public let values: @Sendable (_ url: String, ConformanceSecrets) -> [String: ConfigurationValue]
    /// What a good one answers.
    public var answer: @Sendable (HTTPPeer.Request) -> [HTTPPeer.Step] = { _ in [.response(200)] }
    /// Whether a request changes something there; the others only ask.
    public var isWrite: @Sendable (HTTPPeer.Request) -> Bool = { $0.method != "GET" && $0.method != "HEAD" }
    /// What a write carries, decompressed.
    public var content: @Sendable (HTTPPeer.Request) -> [UInt8] = { $0.body }
    /// The key by which the destination drops a second one; `nil`: it has none.
    public var key: @Sendable (HTTPPeer.Request) -> String? = { _ in nil }
    /// Answers a write as if all were well, with an error in the body; `nil`: this destination does not do that.
    public var error: (@Sendable (HTTPPeer.Request) -> [HTTPPeer.Step])?
    /// Takes a part of a write: what it answers, and what it took; `nil`: it takes all or nothing.
    public var part: (@Sendable (HTTPPeer.Request) -> (answer: [HTTPPeer.Step], taken: [UInt8]?))?
    /// What it does in a condition that its protocol says otherwise than by a status of HTTP; nil: the status says it.
    public var refusal: (@Sendable (DestinationCondition, HTTPPeer.Request) -> [HTTPPeer.Step]?)?
    /// All that it holds, where that is known better than by the writes that it answered.
    public var held: (@Sendable () async throws -> [ConformanceWrite])?
    /// The port of a server whose certificate nobody trusts, and the server; `nil`: there is none.
    public var untrusted: (@Sendable () async throws -> (port: Int, owner: any Sendable))?

    /// A destination that answers 200 to everything.
    public init(
        values: @escaping @Sendable (_ url: String, ConformanceSecrets) -> [String: ConfigurationValue]
    ) {
        self.values = values
    }
}
