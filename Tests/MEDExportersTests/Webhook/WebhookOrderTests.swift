import Foundation
import MEDCore
import MEDExporters
import Synchronization
import TestServers
import Testing

/// Several requests at once, in order inside each PDL; and how a batch ends early.
@Suite(.timeLimit(.minutes(1)))
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
        // The four under way, and the one that each began before it heard of the first fault.
        #expect(peer.requests.count <= 8)
    }

    @Test func cancelledItKeepsWhatWasTaken() async throws {
        let peer = try HTTPPeer { isFirst($0) ? [.response(200)] : [.hold] }
        let days = (0..<3).map { document(january15.advanced(by: $0)) }
        let exporter = try webhook(peer.url())
        let task = Task { try await exporter.export(days) }
        try await Poll.until("the second request is there") { peer.requests.count == 2 }
        task.cancel()
        let result = try await task.value
        #expect(result.outcome(for: days[0].key) == .delivered(.acknowledged))
        #expect(result.outcome(for: days[1].key) == nil)
        #expect(result.interruption != nil)
    }

    @Test func cancelledBeforeAnyAnswerItThrows() async throws {
        let peer = try HTTPPeer { _ in [.hold] }
        let exporter = try webhook(peer.url())
        let task = Task { try await exporter.export([document()]) }
        try await Poll.until("the request is there") { peer.requests.count == 1 }
        task.cancel()
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
        // Longer than the time-out of a request: a client that does fewer at once fails by that.
        for _ in 0..<3_000 where most < wanted { usleep(10_000) }
        counts.withLock { $0.inside -= 1 }
    }
}
