import MEDHTTP
import Synchronization
import TestServers
import Testing

/// Shared by the tests that run at the same time, and removed with the last of them.
let certificates = SharedServer { try TestCertificates() }

final class SharedServer<Server: AnyObject & Sendable>: Sendable {
    private struct Weak: Sendable {
        weak let server: Server?
    }

    private let made = Mutex(Weak(server: nil))
    private let make: @Sendable () throws -> Server

    init(_ make: @escaping @Sendable () throws -> Server) { self.make = make }

    func get() throws -> Server {
        try made.withLock { made in
            if let server = made.server { return server }
            let server = try make()
            made = Weak(server: server)
            return server
        }
    }
}

/// Runs the operation with a client of its own and closes it.
func withClient<Value: Sendable>(
    _ configuration: HTTPConfiguration = HTTPConfiguration(), _ operation: (HTTPClient) async throws -> Value
) async throws -> Value {
    let client = try HTTPClient(configuration)
    do {
        let value = try await operation(client)
        await client.close()
        return value
    } catch {
        await client.close()
        throw error
    }
}

/// The fault that the operation must end with.
func fault<Value>(_ operation: () async throws -> Value, _ location: SourceLocation = #_sourceLocation) async throws
    -> HTTPFault
{
    do {
        let value = try await operation()
        Issue.record("no fault: \(value)", sourceLocation: location)
    } catch let fault as HTTPFault {
        return fault
    }
    return HTTPFault(.other, "no fault")
}

extension HTTPResponse {
    var text: String { String(decoding: body, as: UTF8.self) }
}

extension HTTPPeer {
    /// A request of this server.
    func request(
        _ method: HTTPMethod = .get, _ path: String = "/", _ change: (inout HTTPRequest) -> Void = { _ in }
    ) throws -> HTTPRequest {
        var request = HTTPRequest(method, try HTTPURL(url(path)), deadline: .seconds(10))
        change(&request)
        return request
    }
}
