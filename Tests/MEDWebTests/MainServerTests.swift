import MEDCore
import MEDHTTP
import MEDWeb
import TestServers
import Testing

/// The main server over real sockets.
@Suite(.timeLimit(.minutes(2)))
struct MainServerTests {
    private func serve<Value>(
        token: String? = nil, allowed: [String] = [], health: ServiceStatus.Health = .ok,
        _ body: (Served) async throws -> Value
    ) async throws -> Value {
        let server = MainServer(
            token: token.map { Secret($0) }, allowedHosts: allowed,
            routes: [
                MainRoute("/metrics") { _ in text("metrics") },
                .health { ServiceStatus(health: health) },
            ], logger: quiet)
        return try await Served.run(
            { try await server.serve(Endpoint(host: "127.0.0.1", port: 0), listening: $0) }, body)
    }

    private func answer(_ served: Served, _ request: String) async throws -> String {
        let client = try RawClient(port: served.port)
        client.send(request + "\r\nConnection: close\r\n\r\n")
        return try await client.readToEnd()
    }

    @Test(arguments: [(ServiceStatus.Health.ok, "ok"), (.error, "error")])
    func healthSaysHowItIs(_ health: ServiceStatus.Health, _ word: String) async throws {
        try await serve(health: health) { served in
            let response = try await served.fetch("/health")
            #expect(response.status == 200)
            #expect(response.headers["Content-Type"] == "application/json")
            #expect(String(decoding: response.body, as: UTF8.self) == "{\"status\":\"\(word)\"}\n")
            let post = try await served.fetch("/health", .post)
            #expect(post.status == 405)
        }
    }

    @Test func itServesItsPathsAndNoOther() async throws {
        try await serve { served in
            let metrics = try await served.fetch("/metrics")
            #expect(String(decoding: metrics.body, as: UTF8.self) == "metrics")
            let slash = try await served.fetch("/metrics/")
            #expect(slash.status == 404)
            let root = try await served.fetch("/")
            #expect(root.status == 404)
        }
    }

    @Test(arguments: [
        ("localhost", 200), ("LOCALHOST:8080", 200), ("127.0.0.1:1", 200), ("[::1]:8080", 200), ("med.lan:80", 200),
        ("med.lan.", 200), ("attacker.example", 421), ("localhost.attacker.example", 421), ("", 421),
        ("[::1", 421), ("192.168.1.5", 421),
    ])
    func onlyAllowedHostsMayAsk(_ host: String, _ status: Int) async throws {
        try await serve(allowed: ["med.lan"]) { served in
            let answer = try await answer(served, "GET /metrics HTTP/1.1\r\nHost: \(host)")
            #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(host)")
        }
    }

    @Test(
        arguments: [
            (nil, 401), ("Bearer tOk3n-of-the-house", 200), ("bearer tOk3n-of-the-house", 200), ("Bearer tOk3n", 401),
            ("Bearer tOk3n-of-the-housE", 401), ("Bearer tOk3n-of-the-house!", 401), ("Basic tOk3n-of-the-house", 401),
            ("Bearer", 401),
        ] as [(String?, Int)])
    func aTokenIsAskedFor(_ field: String?, _ status: Int) async throws {
        try await serve(token: "tOk3n-of-the-house") { served in
            let headers: HTTPHeaders = field.map { ["Authorization": $0] } ?? [:]
            let response = try await served.fetch("/metrics", headers: headers)
            #expect(response.status == status)
            #expect(response.headers["WWW-Authenticate"] == (status == 401 ? "Bearer" : nil))
            #expect(!String(decoding: response.body, as: UTF8.self).contains("tOk3n"))
            // Without the token nobody learns which paths there are, but for the one of a health check.
            let nothing = try await served.fetch("/nothing", headers: headers)
            #expect(nothing.status == (status == 401 ? 401 : 404))
            let health = try await served.fetch("/health")
            #expect(health.status == 200)
        }
    }

    @Test func theNetworkIsNotServedWithoutAToken() async throws {
        let server = MainServer(token: nil, routes: [], logger: quiet)
        let fault = await #expect(throws: ExporterFault.self) {
            try await server.serve(Endpoint(host: "0.0.0.0", port: 0))
        }
        guard case .blocked(let cause) = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
        #expect(cause.english == "The network reaches 0.0.0.0:0, which needs a token (server.token).")
    }
}
