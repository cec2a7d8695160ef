import MEDCore
import MEDStore
import Testing

@testable import MEDDelivery

@Suite(.timeLimit(.minutes(1)))
struct BreakerTests {
    private let start = UTCInstant(secondsSinceEpoch: 1_000)

    private func after(_ seconds: Int) -> UTCInstant { start.advanced(bySeconds: seconds) }

    private func breaker(base: Duration = .seconds(2), cap: Duration = .seconds(16)) -> Breaker {
        Breaker(backoff: Backoff(base: base, cap: cap))
    }

    @Test("the ceiling doubles up to the cap", arguments: [(1, 2), (2, 4), (3, 8), (4, 16), (5, 16), (50, 16)])
    func ceiling(failures: Int, seconds: Int) {
        var breaker = breaker()
        for _ in 0..<failures { breaker.failed(.away(), at: start, fraction: 1) }
        #expect(breaker.permission(at: after(seconds - 1)) == .wait(until: after(seconds)))
        #expect(breaker.permission(at: after(seconds)) == .go)
        #expect(breaker.failures == failures)
    }

    @Test("the jitter is full: from one second to the ceiling, the clock's step rounded up")
    func jitter() {
        for (fraction, seconds) in [(0.0, 1), (0.1, 1), (0.5, 4), (0.51, 5), (0.99, 8), (1, 8)] {
            var breaker = breaker(base: .seconds(8))
            breaker.failed(.away(), at: start, fraction: fraction)
            #expect(breaker.permission(at: start) == .wait(until: after(seconds)), "\(fraction)")
        }
    }

    @Test("what the destination asked for is never undercut")
    func retryAfter() {
        for (asked, seconds) in [(Duration.seconds(30), 31), (.milliseconds(1_500), 3), (.seconds(1), 16), (.zero, 16)]
        {
            var breaker = breaker(base: .seconds(16))
            breaker.failed(.away(retryAfter: asked), at: start, fraction: 1)
            // One second more than asked, because `start` may have been almost over.
            #expect(breaker.permission(at: start) == .wait(until: after(max(seconds, 16))), "\(asked)")
        }
        var breaker = breaker(base: .seconds(1))
        breaker.failed(.away(retryAfter: .milliseconds(1_500)), at: start, fraction: 0)
        #expect(breaker.permission(at: start) == .wait(until: after(3)))
    }

    @Test("a pause of more than a day is one of a day", arguments: [86_401, 31_536_000, Int64.max])
    func hugeRetryAfter(seconds: Int64) {
        var breaker = breaker()
        breaker.failed(.away(retryAfter: .seconds(seconds)), at: start, fraction: 1)
        #expect(breaker.permission(at: start) == .wait(until: after(86_401)))
    }

    @Test("a blocked destination stays blocked until it is reset, also when it cannot be reached or connects meanwhile")
    func blocked() {
        var breaker = breaker()
        breaker.failed(.refused, at: start, fraction: 1)
        let cause = LocalizedText(fr: "refusé", en: "refused")
        #expect(breaker.permission(at: after(1_000_000)) == .blocked(cause))
        breaker.failed(.away(), at: after(1), fraction: 1)
        #expect(breaker.permission(at: after(1_000_000)) == .blocked(cause))
        breaker.reachable()
        #expect(breaker.permission(at: after(1_000_000)) == .blocked(cause))
        breaker.reset()
        #expect(breaker.permission(at: after(1)) == .go)
    }

    @Test("a success ends the row of failures, being reachable does not")
    func success() {
        var breaker = breaker()
        for _ in 0..<3 { breaker.failed(.away(), at: start, fraction: 1) }
        breaker.failed(.away(), at: after(9), fraction: 1)
        #expect(breaker.failingSince == start)
        breaker.reachable()
        #expect(breaker.permission(at: after(9)) == .go)
        #expect(breaker.failures == 4)
        breaker.succeeded()
        #expect(breaker.failures == 0)
        #expect(breaker.failingSince == nil)
        breaker.failed(.away(), at: after(20), fraction: 1)
        #expect(breaker.permission(at: after(20)) == .wait(until: after(22)))
        #expect(breaker.failingSince == after(20))
    }
}

@Suite(.timeLimit(.minutes(1)))
struct BackoffTests {
    @Test("waits lie evenly between zero and a ceiling that doubles up to the cap")
    func bounds() {
        let backoff = Backoff(base: .seconds(5), cap: .seconds(60))
        #expect((1...6).map { backoff.ceiling(afterFailures: $0) } == [5, 10, 20, 40, 60, 60].map { .seconds($0) })
        #expect(backoff.ceiling(afterFailures: 0) == .seconds(5))
        #expect(backoff.ceiling(afterFailures: 1_000_000) == .seconds(60))
        #expect(backoff.wait(afterFailures: 3, fraction: 0) == .zero)
        #expect(backoff.wait(afterFailures: 3, fraction: 0.25) == .seconds(5))
        #expect(backoff.wait(afterFailures: 3, fraction: 1) == .seconds(20))
    }
}
