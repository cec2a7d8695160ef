/// A peer that could not be started: no descriptor, no thread or no port was left.
public struct PeerError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What failed, with its errno.
    public let description: String

    /// An error with its text.
    public init(_ description: String) { self.description = description }
}
