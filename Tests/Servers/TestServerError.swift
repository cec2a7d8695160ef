/// A server for tests that could not be started or did not do what a test waits for. Tests fail on it.
public struct TestServerError: Error, CustomStringConvertible {
    /// What went wrong, with the server's own last words.
    public let description: String

    /// An error with its text.
    public init(_ description: String) { self.description = description }
}
