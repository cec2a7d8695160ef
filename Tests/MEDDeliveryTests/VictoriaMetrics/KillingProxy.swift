import Foundation
import Glibc
import Synchronization
import TestServers

/// Stands between an exporter and its VictoriaMetrics, passes everything on, and kills the exporter's process at a chosen
/// moment: the server has answered, and the store does not know it yet.
final class KillingProxy: Sendable {
    enum Moment: CaseIterable {
        /// The server's 204 to an import has come, and is never passed on.
        case beforeTheAnswer
        /// The 204 was passed on, and the exporter asks its next question.
        case afterTheAnswer
        /// A series was deleted, and is to be written anew.
        case afterADeletion
    }

    private struct State {
        var moment: Moment?
        var victim: pid_t?
        var hasAnswered = false
        /// How often the exporter was killed.
        var kills = 0
    }

    /// What the threads of the peer share with the test.
    private final class Shared: Sendable {
        private let state = Mutex(State())

        func with<Value: Sendable>(_ body: (inout sending State) -> sending Value) -> Value {
            state.withLock { body(&$0) }
        }
    }

    private let shared: Shared
    private let peer: HTTPPeer

    init(_ server: String) throws {
        let state = Shared()
        shared = state
        peer = try HTTPPeer { request in Self.answer(request, server, state) }
    }

    var url: String { "http://127.0.0.1:\(peer.port)" }
    var kills: Int { shared.with { $0.kills } }

    /// Kills `victim` at a moment, if it comes; nil: never.
    func arm(_ moment: Moment?) {
        shared.with {
            $0.moment = moment
            $0.victim = nil
            $0.hasAnswered = false
        }
    }

    /// Names the process to kill. A question that comes before waits for it.
    func aim(at victim: ChildProcess) { shared.with { $0.victim = victim.pid } }

    private static func answer(_ request: HTTPPeer.Request, _ server: String, _ state: Shared) -> [HTTPPeer.Step] {
        let isImport = request.target.hasPrefix("/api/v1/import")
        if !isImport, state.with({ $0.moment == .afterTheAnswer && $0.hasAnswered }) {
            kill(state)
            return [.reset]
        }
        guard let (status, answer) = try? pass(request, to: server) else { return [.reset] }
        let moment = state.with { $0.moment }
        if isImport, status == 204, moment == .beforeTheAnswer {
            kill(state)
            return [.reset]
        }
        if request.target.contains("delete_series"), moment == .afterADeletion {
            kill(state)
            return [.reset]
        }
        if isImport, status == 204 { state.with { $0.hasAnswered = true } }
        return [.bytes(answer)]
    }

    private static func kill(_ state: Shared) {
        // The process is started before its first question, but named after.
        while true {
            let victim = state.with { $0.victim }
            // Not by `ChildProcess`, which the test is waiting in; it reaps it, so that the number stays this process's.
            if let victim {
                _ = Glibc.kill(victim, SIGKILL)
                break
            }
            usleep(1_000)
        }
        state.with {
            $0.kills += 1
            $0.moment = nil
        }
    }

    private static func pass(_ request: HTTPPeer.Request, to server: String) throws -> (Int, [UInt8]) {
        let files = try TemporaryDirectory("med-proxy")
        let body = files.path("body")
        try Data(request.body).write(to: URL(fileURLWithPath: body))
        var arguments = ["-sS", "-X", request.method, "--data-binary", "@\(body)", "-o", files.path("answer")]
        for name in ["Content-Type", "Content-Encoding"] {
            if let value = request.header(name) { arguments += ["-H", "\(name): \(value)"] }
        }
        let status = try Executable.run(
            try Executable.path("curl", package: "curl"),
            arguments + ["-w", "%{http_code}", server + request.target])
        let answer = (try? Data(contentsOf: URL(fileURLWithPath: files.path("answer")))) ?? Data()
        let head = "HTTP/1.1 \(status) X\r\n" + (status == "204" ? "\r\n" : "Content-Length: \(answer.count)\r\n\r\n")
        return (Int(status) ?? 0, Array(head.utf8) + answer)
    }
}
