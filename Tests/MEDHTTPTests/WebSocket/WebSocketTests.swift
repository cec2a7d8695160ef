import Foundation
import MEDHTTP
import TestServers
import Testing

/// Over real sockets, with a peer that was written from the RFC in another language.
@Suite(.timeLimit(.minutes(2)))
struct WebSocketTests {
    private func request(_ peer: WebSocketPeer, _ path: String, deadline: Duration = .seconds(30)) throws -> HTTPRequest
    {
        HTTPRequest(.get, try HTTPURL(peer.url(path)), deadline: deadline)
    }

    @Test func echoes() async throws {
        let peer = try await WebSocketPeer.started()
        let texts = ["", "Hello", "déjà vu 🔌", String(repeating: "kWh ", count: 300_000)]
        try await WebSocket.withConnection(request(peer, "/echo")) { socket in
            for text in texts {
                try await socket.send(text)
                #expect(try await socket.receive() == .text(text))
            }
            try await socket.send(binary: [0, 255, 1])
            #expect(try await socket.receive() == .binary([0, 255, 1]))
            #expect(socket.opening.remoteAddress == "127.0.0.1")
            #expect(socket.opening.timings.tls == nil)
            #expect(socket.opening.headers["Upgrade"] == "websocket")
        }
        // The peer's own word: closed with 1000 by a handshake.
        try await Poll.until("the connection to end") { peer.events == ["close 1000", "gone"] }
    }

    @Test func manyMessagesInOrderFromManyTasks() async throws {
        let peer = try await WebSocketPeer.started()
        try await WebSocket.withConnection(request(peer, "/echo")) { socket in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<100 { group.addTask { try await socket.send("\(number)") } }
                try await group.waitForAll()
            }
            var seen: Set<String> = []
            for _ in 0..<100 {
                guard case .text(let text) = try await socket.receive() else { break }
                seen.insert(text)
            }
            #expect(seen == Set((0..<100).map(String.init)))
        }
    }

    @Test func fragmentsWithAPingBetweenThem() async throws {
        let peer = try await WebSocketPeer.started()
        try await WebSocket.withConnection(request(peer, "/fragments")) { socket in
            #expect(try await socket.receive() == .text("déjà vu"))
            try await Poll.until("the pong") { peer.events == ["pong now"] }
        }
    }

    @Test func pingIsAnsweredWhileNobodyReceives() async throws {
        let peer = try await WebSocketPeer.started()
        try await WebSocket.withConnection(request(peer, "/ping")) { socket in
            let message = try await socket.receive()
            #expect(message == .text("done"))
        }
        try await WebSocket.withConnection(request(peer, "/interim")) { socket in
            let message = try await socket.receive()
            #expect(message == .text("ok"))
        }
    }

    @Test func headersAndCredentials() async throws {
        let peer = try await WebSocketPeer.started()
        var request = try request(peer, "/headers")
        request.headers["X-Key"] = "s3cr3t"
        request.authentication = .bearer("t0ken", for: request.url.origin)
        let text = try await WebSocket.withConnection(request) { socket in try await socket.receive() }
        guard case .text(let json) = text else {
            Issue.record("no text")
            return
        }
        let headers = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: String])
        #expect(headers["x-key"] == "s3cr3t")
        #expect(headers["authorization"] == "Bearer t0ken")
        #expect(headers["host"] == "127.0.0.1:\(try HTTPURL(peer.url("/")).origin.port)")
        request.authentication = .bearer("t0ken", for: try HTTPURL("http://other.example").origin)
        let foreign = request
        let failure1 = try await fault { try await WebSocket.withConnection(foreign) { _ in } }
        #expect(failure1.code == .foreignCredentials)
        request.authentication = nil
        request.headers["Sec-WebSocket-Key"] = "mine"
        let own = request
        let failure2 = try await fault { try await WebSocket.withConnection(own) { _ in } }
        #expect(failure2.code == .invalidRequest)
    }

    @Test func closedByTheServer() async throws {
        let peer = try await WebSocketPeer.started()
        try await WebSocket.withConnection(request(peer, "/close?code=1001")) { socket in
            #expect(try await socket.receive() == nil)
            #expect(socket.closure?.code == 1001)
            #expect(socket.closure?.reason == "because")
            #expect(try await socket.receive() == nil)
            let failure3 = try await fault { try await socket.send("late") }
            #expect(failure3.code == .connectionLost)
        }
        try await Poll.until("our close frame") { peer.events.first == "answer 1001" }
    }

    @Test(arguments: ["/reset", "/drop"])
    func connectionThatEnds(path: String) async throws {
        let peer = try await WebSocketPeer.started()
        try await WebSocket.withConnection(request(peer, path)) { socket in
            try await socket.send("go")
            let failure4 = try await fault { try await socket.receive() }
            #expect(failure4.code == .connectionLost)
            let failure5 = try await fault { try await socket.receive() }
            #expect(failure5.code == .connectionLost)
            #expect(socket.closure == nil)
        }
    }

    @Test(arguments: [
        ("c100", HTTPFault.Code.malformedResponse), ("8180010203", .malformedResponse), ("8101ff", .malformedResponse),
        ("827f000000010000000000", .bodyTooLarge),
    ])
    func violation(hex: String, code: HTTPFault.Code) async throws {
        let peer = try await WebSocketPeer.started()
        try await WebSocket.withConnection(request(peer, "/bytes?hex=" + hex)) { socket in
            let failure6 = try await fault { try await socket.receive() }
            #expect(failure6.code == code)
        }
        try await Poll.until("the reason as a close frame") { peer.events.first?.hasPrefix("close 100") == true }
    }

    @Test(arguments: [
        ("/status404", HTTPFault.Code.upgradeRefused), ("/status403", .upgradeRefused), ("/accept", .malformedResponse),
        ("/extension", .malformedResponse), ("/plain", .malformedResponse),
    ])
    func refusedHandshake(path: String, code: HTTPFault.Code) async throws {
        let peer = try await WebSocketPeer.started()
        let failure = try await fault { try await WebSocket.withConnection(request(peer, path)) { _ in } }
        #expect(failure.code == code)
        #expect(failure.status == (code == .upgradeRefused ? Int(path.suffix(3)) : nil))
    }

    @Test func sizes() async throws {
        let peer = try await WebSocketPeer.started()
        try await WebSocket.withConnection(request(peer, "/big?size=5000000")) { socket in
            guard case .text(let text) = try await socket.receive() else {
                Issue.record("no text")
                return
            }
            #expect(text.utf8.count == 5_000_000)
        }
        var small = try request(peer, "/big?size=5000000")
        small.bodyLimit = 4_999_999
        let limited = small
        try await WebSocket.withConnection(limited) { socket in
            let failure7 = try await fault { try await socket.receive() }
            #expect(failure7.code == .bodyTooLarge)
        }
    }

    @Test func deadlines() async throws {
        let peer = try await WebSocketPeer.started()
        let silent = try request(peer, "/silent", deadline: .milliseconds(200))
        let failure8 = try await fault { try await WebSocket.withConnection(silent) { _ in } }
        #expect(failure8.code == .timedOut)
        try await WebSocket.withConnection(request(peer, "/hold")) { socket in
            let failure = try await fault { try await socket.receive(within: .milliseconds(100)) }
            #expect(failure.code == .timedOut)
        }
        // A server that does not read: the buffers of both systems fill, then sending waits.
        try await WebSocket.withConnection(request(peer, "/hold")) { socket in
            let failure = try await fault {
                try await socket.send(binary: [UInt8](repeating: 0, count: 30 << 20), within: .milliseconds(500))
            }
            #expect(failure.code == .timedOut)
        }
    }

    @Test func addressesAndPorts() async throws {
        let refused = HTTPRequest(.get, try HTTPURL("http://127.0.0.1:1/"))
        let failure9 = try await fault { try await WebSocket.withConnection(refused) { _ in } }
        #expect(failure9.code == .refused)
        let unknown = HTTPRequest(.get, try HTTPURL("http://nowhere.invalid/"))
        let failure10 = try await fault { try await WebSocket.withConnection(unknown) { _ in } }
        #expect(failure10.code == .resolve)
        let metadata = HTTPRequest(.get, try HTTPURL("http://169.254.169.254/"))
        let failure11 = try await fault { try await WebSocket.withConnection(metadata) { _ in } }
        #expect(failure11.code == .addressRefused)
        let peer = try await WebSocketPeer.started()
        var local = try request(peer, "/echo")
        local.addressPolicy = .publicOnly
        let publicOnly = local
        let failure12 = try await fault { try await WebSocket.withConnection(publicOnly) { _ in } }
        #expect(failure12.code == .addressRefused)
    }

    @Test func bodyThatThrowsEndsTheConnection() async throws {
        struct Stop: Error {}
        let peer = try await WebSocketPeer.started()
        await #expect(throws: Stop.self) {
            try await WebSocket.withConnection(request(peer, "/echo")) { _ in throw Stop() }
        }
        try await Poll.until("the connection to end") { peer.events == ["gone"] }
    }
}
