import Foundation
import MEDHTTP
import TestServers
import Testing

/// A cancelled task does not wait for a server.
@Suite(.timeLimit(.minutes(2)))
struct WebSocketCancellationTests {
    /// Bounded far above what it takes (microseconds), far below the 30 s that each stage would wait.
    @Test(arguments: ["opening", "receiving", "sending"])
    func atOnce(stage: String) async throws {
        let peer = try await WebSocketPeer.started()
        let request = HTTPRequest(.get, try HTTPURL(peer.url(stage == "opening" ? "/silent" : "/hold")))
        let (started, starting) = AsyncStream<Void>.makeStream()
        let task = Task {
            if stage == "opening" { starting.yield() }
            try await WebSocket.withConnection(request) { socket in
                starting.yield()
                if stage == "receiving" {
                    _ = try await socket.receive()
                } else {
                    try await socket.send(binary: [UInt8](repeating: 0, count: 30 << 20))
                }
            }
        }
        for await _ in started { break }
        let start = ContinuousClock.now
        task.cancel()
        let failure = try await fault { try await task.value }
        #expect(failure.code == .cancelled)
        #expect(ContinuousClock.now - start < .seconds(5))
        print("cancelled while \(stage) within \(ContinuousClock.now - start)")
    }

    @Test func whateverTheMoment() async throws {
        let peer = try await WebSocketPeer.started()
        let request = HTTPRequest(.get, try HTTPURL(peer.url("/echo")))
        for round in 0..<60 {
            let task = Task {
                try await WebSocket.withConnection(request) { socket in
                    try await socket.send("x")
                    return try await socket.receive()
                }
            }
            try await Task.sleep(for: .microseconds(round * 100))
            task.cancel()
            switch await task.result {
            case .success(let message): #expect(message == .text("x"))
            case .failure(let error): #expect((error as? HTTPFault)?.code == .cancelled)
            }
        }
        try await Poll.until("the connections to end") {
            func descriptors() throws -> Int {
                try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
            }
            return try descriptors() < 500
        }
    }
}
