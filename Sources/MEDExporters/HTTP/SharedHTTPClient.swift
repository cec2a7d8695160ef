import MEDHTTP
import Synchronization

/// One client for all exporters of a program: its thread and its kept-alive connections serve them all. Nobody waits in it
/// for anybody else: every request has a deadline of its own.
enum SharedHTTPClient {
    private static let shared = Mutex<HTTPClient?>(nil)

    /// The client. One that could not be made is tried again by the next call: descriptors become free again.
    ///
    /// - Throws: `HTTPFault.other` when the system has no thread or descriptor left.
    static func client() throws(HTTPFault) -> HTTPClient {
        try client(in: shared) { () throws(HTTPFault) in
            try HTTPClient(HTTPConfiguration(idleTimeout: .seconds(30)))
        }
    }

    /// What `holder` holds, made by `make` if it holds nothing.
    static func client<Client: Sendable>(
        in holder: borrowing Mutex<Client?>, make: () throws(HTTPFault) -> Client
    ) throws(HTTPFault) -> Client {
        try holder.withLock { client throws(HTTPFault) in
            if let client { return client }
            let made = try make()
            client = made
            return made
        }
    }
}
