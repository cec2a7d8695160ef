import MEDHTTP
import TestServers
import Testing

@Suite(.timeLimit(.minutes(1)))
struct FaultTests {
    private func code(_ steps: [HTTPPeer.Step], _ change: @escaping (inout HTTPRequest) -> Void = { _ in }) async throws
        -> HTTPFault.Code
    {
        let peer = try HTTPPeer { _ in steps }
        defer { peer.stop() }
        return try await withClient { client in
            try await fault { try await client.send(peer.request { change(&$0) }) }.code
        }
    }

    @Test func refusedPort() async throws {
        // tcpmux: nobody listens, and no other test can be given it.
        let port = 1
        let failure = try await withClient { client in
            try await fault { try await client.send(HTTPRequest(.get, HTTPURL("http://127.0.0.1:\(port)/?k=s3cr3t"))) }
        }
        #expect(failure.code == .refused)
        #expect(failure.isTransient)
        #expect(!"\(failure)".contains("s3cr3t"))
    }

    @Test func unknownName() async throws {
        let failure = try await withClient { client in
            try await fault { try await client.send(HTTPRequest(.get, HTTPURL("http://no-such-host.invalid/"))) }
        }
        #expect(failure.code == .resolve)
        #expect(failure.isTransient)
    }

    @Test(arguments: [
        [HTTPPeer.Step.reset],
        [.close],
        [.text("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"), .close],
        [.text("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"), .pause(.milliseconds(50)), .reset],
        [.text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"), .close],
    ])
    func connectionThatEnds(steps: [HTTPPeer.Step]) async throws {
        #expect(try await code(steps) == .connectionLost)
    }

    @Test(arguments: [
        [HTTPPeer.Step.text("SSH-2.0-OpenSSH_9.2\r\n"), .close],
        [.text("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nabcde"), .close],
        [
            .text(
                "HTTP/1.1 200 OK\r\n" + String(repeating: "X-A: \(String(repeating: "a", count: 60_000))\r\n", count: 9)
                    + "\r\n")
        ],
    ])
    func answerThatIsNoHTTP(steps: [HTTPPeer.Step]) async throws {
        #expect(try await code(steps) == .malformedResponse)
    }

    @Test func bodyLimit() async throws {
        let peer = try HTTPPeer { _ in [.response(200, headers: [], bytes: [UInt8](repeating: 65, count: 5000))] }
        defer { peer.stop() }
        try await withClient { client in
            let failure = try await fault { try await client.send(peer.request { $0.bodyLimit = 4999 }) }
            #expect(failure.code == .bodyTooLarge)
            #expect(!failure.isTransient)
            #expect(try await client.send(peer.request { $0.bodyLimit = 5000 }).body.count == 5000)
        }
    }

    @Test func endlessBodyEndsAtTheLimit() async throws {
        let chunk = HTTPPeer.Step.bytes(Array("10000\r\n".utf8) + [UInt8](repeating: 65, count: 65_536) + [13, 10])
        let steps =
            [.text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")] + Array(repeating: chunk, count: 400)
        #expect(try await code(steps) == .bodyTooLarge)
    }

    @Test(arguments: [
        [HTTPPeer.Step.hold],
        [.text("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"), .hold],
        // A byte now and then keeps no exchange alive.
        [.text("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")]
            + Array(repeating: [HTTPPeer.Step.text("x"), .pause(.milliseconds(20))], count: 100).flatMap { $0 },
    ])
    func deadlineIsForTheWholeExchange(steps: [HTTPPeer.Step]) async throws {
        let start = ContinuousClock.now
        #expect(try await code(steps) { $0.deadline = .milliseconds(300) } == .timedOut)
        let elapsed = ContinuousClock.now - start
        #expect(elapsed >= .milliseconds(300))
        // Far from the first and the second server's "for ever", whatever else the machine does.
        #expect(elapsed < .seconds(15))
    }

    @Test func deadlineCoversRedirections() async throws {
        let peer = try HTTPPeer { _ in [.pause(.milliseconds(150)), .response(302, headers: ["Location: /next"])] }
        defer { peer.stop() }
        let failure = try await withClient { client in
            try await fault {
                try await client.send(
                    peer.request {
                        $0.deadline = .milliseconds(400)
                        $0.redirects = .follow(upTo: 50)
                    })
            }
        }
        #expect(failure.code == .timedOut)
    }

    @Test func limitsThatCannotBe() async throws {
        #expect(try await code([.response()]) { $0.bodyLimit = -1 } == .invalidRequest)
        #expect(try await code([.response()]) { $0.deadline = .zero } == .invalidRequest)
        #expect(try await code([.response()]) { $0.body = [1] } == .invalidRequest)
        #expect(throws: HTTPFault.self) { try HTTPClient(HTTPConfiguration(threads: 0)) }
    }
}
