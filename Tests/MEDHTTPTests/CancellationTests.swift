import Foundation
import MEDHTTP
import TestServers
import Testing

@Suite(.timeLimit(.minutes(1)))
struct CancellationTests {
    @Test func cancelledWhileItWaits() async throws {
        let peer = try HTTPPeer { _ in [.hold] }
        defer { peer.stop() }
        try await withClient { client in
            let request = try peer.request()
            let task = Task { try await client.send(request) }
            try await Poll.until("the request to arrive") { peer.requests.count == 1 }
            let start = ContinuousClock.now
            task.cancel()
            let failure = try await fault { try await task.value }
            #expect(failure.code == .cancelled)
            #expect(ContinuousClock.now - start < .seconds(2))
            try await Poll.until("the connection to close") { peer.openConnections == 0 }
        }
    }

    @Test func cancelledBeforeItBegins() async throws {
        let peer = try HTTPPeer { _ in [.response()] }
        defer { peer.stop() }
        try await withClient { client in
            let request = try peer.request()
            let task = Task {
                while !Task.isCancelled { await Task.yield() }
                return try await client.send(request)
            }
            task.cancel()
            let failure = try await fault { try await task.value }
            #expect(failure.code == .cancelled)
        }
        #expect(peer.connections == 0)
    }

    /// Every request ends once, whenever it is cancelled; the client works on.
    @Test func storm() async throws {
        let peer = try HTTPPeer { request in
            request.target == "/slow" ? [.pause(.milliseconds(30)), .response()] : [.response()]
        }
        defer { peer.stop() }
        try await withClient { client in
            var generator = SystemRandomNumberGenerator()
            for _ in 0..<10 {
                let requests = try [peer.request(.get, "/slow"), peer.request(.get, "/fast")]
                let tasks = (0..<200).map { index in Task { try await client.send(requests[index % 2]).status } }
                for task in tasks.shuffled(using: &generator) {
                    if Bool.random(using: &generator) { await Task.yield() }
                    if Int.random(in: 0..<4, using: &generator) > 0 { task.cancel() }
                }
                var ends: [String: Int] = [:]
                for task in tasks {
                    switch await task.result {
                    case .success(let status): ends["\(status)", default: 0] += 1
                    case .failure(let error): ends["\((error as? HTTPFault)?.code.rawValue ?? "?")", default: 0] += 1
                    }
                }
                #expect(Set(ends.keys).isSubset(of: ["200", "cancelled"]), "\(ends)")
                #expect(ends.values.reduce(0, +) == 200)
            }
            #expect(try await client.send(peer.request()).status == 200)
        }
        try await Poll.until("the connections to close") { peer.openConnections == 0 }
    }

    @Test func resolvingInVainDoesNotStopTheOthers() async throws {
        let peer = try HTTPPeer { _ in [.response()] }
        defer { peer.stop() }
        try await withClient { client in
            let lost = try (0..<20).map {
                HTTPRequest(.get, try HTTPURL("http://h\($0).invalid/"), deadline: .milliseconds(5))
            }
            let tasks = lost.map { request in Task { try await client.send(request) } }
            for task in tasks.prefix(10) { task.cancel() }
            for _ in 0..<50 { #expect(try await client.send(peer.request()).status == 200) }
            for task in tasks {
                let failure = try await fault { try await task.value }
                #expect([.resolve, .timedOut, .cancelled].contains(failure.code))
            }
        }
    }

    /// Counted over many clients, because other tests of this process open descriptors meanwhile.
    @Test func noDescriptorIsLeaked() async throws {
        func descriptors() throws -> Int { try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count }
        let peer = try HTTPPeer { $0.index < 2 ? [.response()] : [.hold] }
        defer { peer.stop() }
        // tcpmux: nobody listens, and no other test can be given it.
        let port = 1
        let before = try descriptors()
        for _ in 0..<300 {
            let client = try HTTPClient()
            _ = try await client.send(peer.request())
            let refused = try await fault {
                try await client.send(HTTPRequest(.get, HTTPURL("http://127.0.0.1:\(port)/")))
            }
            #expect(refused.code == .refused)
            let request = try peer.request()
            let task = Task { try await client.send(request) }
            task.cancel()
            _ = await task.result
            await client.close()
        }
        try await Poll.until("descriptors to be closed", timeout: .seconds(20)) { try descriptors() < before + 150 }
        try await Poll.until("the connections to close") { peer.openConnections == 0 }
    }
}
