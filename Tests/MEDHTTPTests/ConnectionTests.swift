import MEDHTTP
import TestServers
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ConnectionTests {
    @Test func connectionIsUsedAgain() async throws {
        let server = try await NginxServer.started(try certificates.get())
        try await withClient { client in
            let url = try HTTPURL("http://127.0.0.1:\(server.port)/connection")
            let first = try await client.send(HTTPRequest(.get, url))
            #expect(!first.timings.isConnectionReused)
            let connection = first.text.split(separator: " ")[0]
            for count in 2...50 {
                let response = try await client.send(HTTPRequest(.get, url))
                // The server's own count of connections and of requests on this one.
                #expect(response.text == "\(connection) \(count)")
                #expect(response.timings.isConnectionReused)
            }
        }
    }

    @Test func requestsOfOtherKindsShareTheConnection() async throws {
        let peer = try HTTPPeer { _ in [.response(200, headers: [], "ok")] }
        defer { peer.stop() }
        try await withClient { client in
            for method in [HTTPMethod.get, .put, .get, .delete, .post, .get] {
                let response = try await client.send(
                    peer.request(method) {
                        if method == .put || method == .post { $0.body = [1, 2, 3] }
                        $0.headers["X-Method"] = method.rawValue
                    })
                #expect(response.text == "ok")
            }
        }
        #expect(peer.connections == 1)
        // Nothing of one request is in the next one.
        #expect(peer.requests.map(\.body.count) == [0, 3, 0, 0, 3, 0])
        #expect(peer.requests.allSatisfy { $0.header("X-Method") == $0.method })
    }

    @Test func thousandRequestsOverHTTP2ShareFewConnections() async throws {
        let files = try certificates.get()
        let server = try await NginxServer.started(files)
        let url = try HTTPURL("https://localhost:\(server.tlsPort)/connection")
        let answers = try await withClient { client in
            try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<1000 {
                    group.addTask { try await client.send(HTTPRequest(.get, url, tls: HTTPTLS(caFile: files.ca))).text }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
        }
        #expect(answers.count == 1000)
        #expect(Set(answers.map { $0.prefix { $0 != " " } }).count <= 20)
    }

    @Test func thousandRequestsAtOnce() async throws {
        let peer = try HTTPPeer { request in [.pause(.milliseconds(200)), .response(200, headers: [], request.target)] }
        defer { peer.stop() }
        try await withClient { client in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<1000 {
                    group.addTask {
                        let response = try await client.send(
                            peer.request(.get, "/\(number)") { $0.deadline = .seconds(40) })
                        #expect(response.text == "/\(number)")
                    }
                }
                try await group.waitForAll()
            }
        }
        #expect(peer.requests.count == 1000)
        #expect(Set(peer.requests.map(\.target)).count == 1000)
    }

    @Test func serverRestartedBetweenRequests() async throws {
        let peer = try HTTPPeer { _ in [.response(200, headers: [], "first")] }
        try await withClient { client in
            #expect(try await client.send(peer.request()).text == "first")
            peer.stop()
            try await Poll.until("the connection to close") { peer.openConnections == 0 }
            let second = try HTTPPeer(port: peer.port) { _ in [.response(200, headers: [], "second")] }
            defer { second.stop() }
            #expect(try await client.send(peer.request()).text == "second")
            #expect(try await client.send(peer.request(.post) { $0.body = [1] }).text == "second")
        }
    }

    /// Ends a kept-alive connection when the second request has arrived, as a server that crashes does.
    private func crashing() throws -> HTTPPeer {
        try HTTPPeer { $0.connection == 0 && $0.index == 1 ? [.close] : [.response(200, headers: [], "ok")] }
    }

    @Test(arguments: [HTTPMethod.get, .put, .delete])
    func idempotentRequestIsSentAgain(method: HTTPMethod) async throws {
        let peer = try crashing()
        defer { peer.stop() }
        try await withClient { client in
            _ = try await client.send(peer.request())
            let response = try await client.send(peer.request(method) { if method == .put { $0.body = [1, 2] } })
            #expect(response.text == "ok")
        }
        #expect(peer.requests.map(\.method) == ["GET", method.rawValue, method.rawValue])
        if method == .put { #expect(peer.requests[2].body == [1, 2]) }
    }

    @Test(arguments: [HTTPMethod.post, .patch], [[1, 2], []] as [[UInt8]])
    func otherRequestIsNeverSentTwice(method: HTTPMethod, body: [UInt8]) async throws {
        let peer = try crashing()
        defer { peer.stop() }
        try await withClient { client in
            _ = try await client.send(peer.request())
            if body.isEmpty {
                // It takes a connection of its own, which does not crash here.
                #expect(try await client.send(peer.request(method)).text == "ok")
            } else {
                let failure = try await fault { try await client.send(peer.request(method) { $0.body = body }) }
                #expect(failure.code == .connectionLost)
            }
        }
        #expect(peer.requests.filter { $0.method == method.rawValue }.count == 1)
    }

    @Test func closingLetsRequestsEndAndTakesNoMore() async throws {
        let peer = try HTTPPeer { _ in [.pause(.milliseconds(200)), .response(200, headers: [], "late")] }
        defer { peer.stop() }
        let client = try HTTPClient()
        let request = try peer.request()
        let task = Task { try await client.send(request).text }
        try await Poll.until("the request to arrive") { peer.requests.count == 1 }
        await client.close()
        #expect(try await task.value == "late")
        let failure = try await fault { try await client.send(request) }
        #expect(failure.code == .closed)
        try await Poll.until("the connection to close") { peer.openConnections == 0 }
        // A second time has nothing to do.
        await client.close()
    }

    @Test func closingEndsWhatTakesTooLong() async throws {
        let peer = try HTTPPeer { _ in [.hold] }
        defer { peer.stop() }
        let client = try HTTPClient(HTTPConfiguration(threads: 3))
        let request = try peer.request()
        let tasks = (0..<20).map { _ in Task { try await client.send(request) } }
        try await Poll.until("the requests to arrive") { peer.requests.count == 20 }
        await client.close(gracePeriod: .milliseconds(50))
        for task in tasks {
            let failure = try await fault { try await task.value }
            #expect(failure.code == .closed)
        }
        try await Poll.until("the connections to close") { peer.openConnections == 0 }
    }

    @Test func clientThatIsDroppedClosesItsConnections() async throws {
        let peer = try HTTPPeer { _ in [.response()] }
        defer { peer.stop() }
        do {
            let client = try HTTPClient()
            _ = try await client.send(peer.request())
        }
        try await Poll.until("the connection to close") { peer.openConnections == 0 }
    }

    @Test func unusedConnectionsAreClosed() async throws {
        let peer = try HTTPPeer { _ in [.response()] }
        defer { peer.stop() }
        try await withClient(HTTPConfiguration(idleTimeout: .seconds(1))) { client in
            _ = try await client.send(peer.request())
            #expect(peer.openConnections == 1)
            try await Poll.until("the connection to close", timeout: .seconds(30)) { peer.openConnections == 0 }
        }
    }
}
