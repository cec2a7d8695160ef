import Foundation
import MEDCore
import MEDExporters
import Synchronization
import TestServers
import Testing

/// Several requests at once, in order inside each PDL; and how a batch ends early.
@Suite(.timeLimit(.minutes(3)))
struct WebhookOrderTests {
    private static func pdl(_ number: Int) -> PDL { fixture(PDL("1000000000000\(number)")) }

    @Test func fourPdlsAtOnceAndEachInOrder() async throws {
        let gate = Gate()
        let peer = try HTTPPeer { _ in
            gate.pass(whenSeen: 4)
            return [.response(200)]
        }
        let days = (0..<6).flatMap { number in
            (0..<5).map { document(january15.advanced(by: $0), pdl: Self.pdl(number)) }
        }
        let result = try await webhook(peer.url()).export(days)
        #expect(days.allSatisfy { result.outcome(for: $0.key) == .delivered(.acknowledged) })
        #expect(gate.most == 4)
        #expect(peer.connections < days.count, "kept connections are used again")
        for number in 0..<6 {
            let bodies = peer.requests.map { String(decoding: $0.body, as: UTF8.self) }
                .filter { $0.contains(Self.pdl(number).digits) }
            let dates = bodies.compactMap { $0.components(separatedBy: #""date":""#).last?.prefix(10) }
            #expect(dates == ["2024-01-15", "2024-01-16", "2024-01-17", "2024-01-18", "2024-01-19"])
        }
    }

    @Test func aFaultEndsTheOtherPdlsToo() async throws {
        let peer = try HTTPPeer { _ in [.response(410)] }
        let days = (0..<9).flatMap { number in
            (0..<5).map { document(january15.advanced(by: $0), pdl: Self.pdl(number)) }
        }
        _ = try await webhook(peer.url()).export(days)
        // Those under way when the first answer came.
        #expect((1...4).contains(peer.requests.count))
    }

    @Test func cancelledItKeepsWhatWasTaken() async throws {
        let stop = Cancellation()
        let peer = try HTTPPeer { request in
            if isFirst(request) { return [.response(200)] }
            stop.now()
            return [.hold]
        }
        let days = (0..<3).map { document(january15.advanced(by: $0)) }
        let exporter = try webhook(peer.url())
        let task = Task { try await exporter.export(days) }
        stop.means { task.cancel() }
        let result = try await task.value
        #expect(result.outcome(for: days[0].key) == .delivered(.acknowledged))
        #expect(result.outcome(for: days[1].key) == nil)
        #expect(result.interruption != nil)
        #expect(peer.requests.count == 2)
    }

    @Test func cancelledBeforeAnyAnswerItThrows() async throws {
        let stop = Cancellation()
        let peer = try HTTPPeer { _ in
            stop.now()
            return [.hold]
        }
        let exporter = try webhook(peer.url())
        let task = Task { try await exporter.export([document()]) }
        stop.means { task.cancel() }
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func noAnswerInTimeIsUnreachable() async throws {
        let peer = try HTTPPeer { _ in [.hold] }
        let result = try await webhook(peer.url(), ["timeout": .integer(1)]).export([document()])
        guard case .unreachable(nil, let reason) = result.interruption else {
            Issue.record("\(String(describing: result.interruption))")
            return
        }
        #expect(reason.english.contains("does not answer in time"))
    }
}

/// Counts how many are inside at once, each on a thread of its own; nobody leaves before that many were.
private final class Gate: Sendable {
    private let counts = Mutex((inside: 0, most: 0))

    var most: Int { counts.withLock { $0.most } }

    func pass(whenSeen wanted: Int) {
        counts.withLock {
            $0.inside += 1
            $0.most = max($0.most, $0.inside)
        }
        // A client that does fewer at once is let go in the end, and fails by `most`.
        for _ in 0..<4_500 where most < wanted { usleep(10_000) }
        counts.withLock { $0.inside -= 1 }
    }
}

/// Cancels from the receiver's own thread: no test has to get its turn for it.
private final class Cancellation: Sendable {
    private let action = Mutex<(@Sendable () -> Void)?>(nil)

    func means(_ action: @escaping @Sendable () -> Void) { self.action.withLock { $0 = action } }

    func now() {
        var action: (@Sendable () -> Void)?
        while action == nil {
            action = self.action.withLock { $0 }
            usleep(1_000)
        }
        action?()
    }
}
