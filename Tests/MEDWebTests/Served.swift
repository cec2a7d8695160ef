import Logging
import MEDCore
import MEDHTTP
import MEDWeb
import TestServers

/// A server at work while a test looks at it, and how it ended.
struct Served {
    let port: Int
    let task: Task<Void, any Error>

    /// Serves `respond` on a free port while `body` runs, then cancels it and waits for its end.
    static func run<Value>(
        limits: ServingLimits = ServingLimits(),
        respond: @escaping @Sendable (EndpointRequest) async -> EndpointResponse,
        _ body: (Served) async throws -> Value
    ) async throws -> Value {
        let server = WebEndpointServer(limits: limits, logger: quiet)
        return try await run(
            { listening in
                try await server.serve(Endpoint(host: "127.0.0.1", port: 0), listening: listening, respond: respond)
            }, body)
    }

    /// The same for any server.
    static func run<Value>(
        _ serve: @escaping @Sendable (@escaping @Sendable (Int) async -> Void) async throws -> Void,
        _ body: (Served) async throws -> Value
    ) async throws -> Value {
        let (ports, bound) = AsyncStream.makeStream(of: Int.self)
        let task = Task {
            defer { bound.finish() }
            try await serve { bound.yield($0) }
        }
        defer { task.cancel() }
        for await port in ports {
            let value = try await body(Served(port: port, task: task))
            task.cancel()
            _ = await task.result
            return value
        }
        try await task.value
        throw TestServerError("the server ended before it listened")
    }

    /// One request, each on a connection of its own.
    func fetch(
        _ path: String, _ method: HTTPMethod = .get, headers: HTTPHeaders = [:], body: [UInt8] = []
    ) async throws -> HTTPResponse {
        let client = try HTTPClient()
        let url = try HTTPURL("http://127.0.0.1:\(port)\(path)")
        let response = try await client.send(HTTPRequest(method, url, headers: headers, body: body))
        await client.close(gracePeriod: .zero)
        return response
    }
}

/// Logs nothing.
let quiet = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

/// An answer of plain text.
func text(_ body: String, status: Int = 200) -> EndpointResponse {
    EndpointResponse(status: status, headers: [("Content-Type", "text/plain")], body: Array(body.utf8))
}
