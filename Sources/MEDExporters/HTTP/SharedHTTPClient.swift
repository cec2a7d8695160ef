import MEDHTTP

/// One client for all exporters of a program: its thread and its kept-alive connections serve them all. Nobody waits in it
/// for anybody else: every request has a deadline of its own.
enum SharedHTTPClient {
    private static let made: Result<HTTPClient, HTTPFault> = {
        do throws(HTTPFault) {
            return .success(try HTTPClient(HTTPConfiguration(idleTimeout: .seconds(30))))
        } catch {
            return .failure(error)
        }
    }()

    /// The client.
    ///
    /// - Throws: `HTTPFault.other` when the system has no thread or descriptor left.
    static func client() throws(HTTPFault) -> HTTPClient { try made.get() }
}
