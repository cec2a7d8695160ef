import MEDCore
import MEDHTTP
import MEDWeb
import TestServers
import Testing

/// `WebEndpointServer` over real sockets.
@Suite(.timeLimit(.minutes(2)))
struct WebEndpointServerTests {
    /// Short enough to be waited for, long enough for a request on a machine that is busy.
    private static let short = ServingLimits(
        connections: 8, idle: .seconds(3), exchange: .seconds(5), header: 4_096, headerFields: 20)

    @Test func theRequestArrivesAsItWasSent() async throws {
        try await Served.run(respond: { request in
            text("\(request.method) \(request.path) \(request.header("X-One") ?? "-") \(request.header("host") ?? "-")")
        }) { served in
            let response = try await served.fetch("/metrics?x=1", headers: ["X-One": "1"])
            #expect(response.status == 200)
            #expect(String(decoding: response.body, as: UTF8.self) == "GET /metrics 1 127.0.0.1:\(served.port)")
            #expect(response.headers["Content-Type"] == "text/plain")
        }
    }

    @Test func headHasTheLengthAndNoBody() async throws {
        try await Served.run(respond: { _ in text("0123456789") }) { served in
            let client = try RawClient(port: served.port)
            client.send("HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            let answer = try await client.readToEnd()
            #expect(answer.lowercased().contains("content-length: 10\r\n"))
            #expect(answer.hasSuffix("\r\n\r\n"))
        }
    }

    @Test func severalRequestsGoOverOneConnection() async throws {
        try await Served.run(respond: { text($0.path) }) { served in
            let client = try RawClient(port: served.port)
            for path in ["/first", "/second", "/third"] {
                client.send("GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n")
                let answer = try await client.read(until: "\r\n\r\n\(path)")
                #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
            }
        }
    }

    @Test func aClientThatDoesNotFinishItsHeaderIsLetGo() async throws {
        try await Served.run(limits: Self.short, respond: { _ in text("x") }) { served in
            let client = try RawClient(port: served.port)
            client.send("GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")
            _ = try await client.readToEnd()
            // And the server goes on.
            let next = try await served.fetch("/")
            #expect(next.status == 200)
        }
    }

    @Test func aConnectionWithoutARequestIsLetGo() async throws {
        try await Served.run(limits: Self.short, respond: { _ in text("x") }) { served in
            let client = try RawClient(port: served.port)
            let clientEnd = try await client.readToEnd()
            #expect(clientEnd == "")
        }
    }

    @Test func aBodyWithoutEndIsCutOff() async throws {
        try await Served.run(limits: Self.short, respond: { _ in text("x", status: 405) }) { served in
            let client = try RawClient(port: served.port)
            client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\nabc")
            let answer = try await client.readToEnd()
            #expect(answer.hasPrefix("HTTP/1.1 405 "))
            #expect(answer.lowercased().contains("connection: close\r\n"))
        }
    }

    @Test func aClientThatDoesNotReadIsCutOff() async throws {
        let large = text(String(repeating: "x", count: 32 << 20))
        try await Served.run(limits: Self.short, respond: { _ in large }) { served in
            let client = try RawClient(port: served.port)
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            // Nothing is read until the server has given up, which it shows by letting the connection go: whatever is
            // in the buffers arrives, the rest never does.
            try await Poll.until("the server to give up", timeout: .seconds(60)) { !client.send("\r\n") }
            let answer = try await client.readToEnd()
            #expect(answer.utf8.count < 32 << 20)
        }
    }

    @Test func anOversizedHeaderIsRefused() async throws {
        try await Served.run(limits: Self.short, respond: { _ in text("x") }) { served in
            let client = try RawClient(port: served.port)
            client.send("GET / HTTP/1.1\r\nHost: x\r\nX-Large: \(String(repeating: "a", count: 8_192))\r\n\r\n")
            let clientAnswer = try await client.readToEnd()
            #expect(clientAnswer.hasPrefix("HTTP/1.1 400 "))
            let many = try RawClient(port: served.port)
            let fields = (0..<50).map { "X-\($0): 1\r\n" }.joined()
            many.send("GET / HTTP/1.1\r\nHost: x\r\n\(fields)\r\n")
            let manyAnswer = try await many.readToEnd()
            #expect(manyAnswer.hasPrefix("HTTP/1.1 400 "))
            let next = try await served.fetch("/")
            #expect(next.status == 200)
        }
    }

    @Test func whatIsNoHTTPIsRefused() async throws {
        try await Served.run(limits: Self.short, respond: { _ in text("x") }) { served in
            let client = try RawClient(port: served.port)
            client.send("\u{16}\u{3}\u{1} hello\r\n\r\n")
            let clientAnswer = try await client.readToEnd()
            #expect(clientAnswer.hasPrefix("HTTP/1.1 400 "))
        }
    }

    @Test func aBusyPortIsAClearFault() async throws {
        try await Served.run(respond: { _ in text("x") }) { served in
            let second = WebEndpointServer(logger: quiet)
            let endpoint = Endpoint(host: "127.0.0.1", port: served.port)
            let fault = await #expect(throws: ExporterFault.self) {
                try await second.serve(endpoint, listening: { _ in }, respond: { _ in text("y") })
            }
            guard case .unreachable(nil, let reason) = fault else {
                Issue.record("\(String(describing: fault))")
                return
            }
            #expect(
                reason.english
                    == "127.0.0.1:\(served.port) is taken already by another program. Choose another port in "
                    + "config.yaml, or stop the other program.")
            #expect(reason.french.hasPrefix("127.0.0.1:\(served.port) est déjà pris par un autre programme."))
        }
    }

    @Test(arguments: ["192.0.2.1"])
    func anAddressOfElsewhereIsAClearFault(_ host: String) async throws {
        let fault = await #expect(throws: ExporterFault.self) {
            try await WebEndpointServer(logger: quiet).serve(
                Endpoint(host: host, port: 0), listening: { _ in }, respond: { _ in text("y") })
        }
        guard case .unreachable(nil, let reason) = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
        #expect(reason.english.hasPrefix("\"\(host)\" is no address of this machine"))
    }

    /// One connection idle after a request, one in the middle of a header, one in the middle of a response.
    @Test func cancellationEndsItWithEveryConnection() async throws {
        let large = text(String(repeating: "x", count: 32 << 20))
        let asked = AsyncStream.makeStream(of: Void.self)
        try await Served.run(respond: { request in
            if request.path == "/large" { asked.continuation.yield() }
            return request.path == "/large" ? large : text("x")
        }) { served in
            let idle = try RawClient(port: served.port)
            idle.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            _ = try await idle.read(until: "\r\n\r\nx")
            let partial = try RawClient(port: served.port)
            partial.send("GET / HTTP/1.1\r\n")
            let stalled = try RawClient(port: served.port)
            stalled.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
            for await _ in asked.stream { break }
            let begin = ContinuousClock.now
            served.task.cancel()
            let result = await served.task.result
            print("cancelled with three open connections: ended in \(ContinuousClock.now - begin)")
            #expect(throws: CancellationError.self) { try result.get() }
            let idleEnd = try await idle.readToEnd()
            #expect(idleEnd == "")
            let partialEnd = try await partial.readToEnd()
            #expect(partialEnd == "")
            // The port is free again.
            #expect(throws: TestServerError.self) { try RawClient(port: served.port) }
        }
    }

    /// A connection that was accepted and is not handled yet must not end the process.
    @Test func cancellationMayComeAmidArrivingConnections() async throws {
        for _ in 0..<20 {
            try await Served.run(respond: { _ in text("x") }) { served in
                let clients = try (0..<20).map { _ in try RawClient(port: served.port) }
                served.task.cancel()
                for client in clients { _ = try await client.readToEnd() }
                _ = await served.task.result
            }
        }
    }
}
