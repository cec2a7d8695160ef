import MEDStore
import Testing

@Suite(.timeLimit(.minutes(1)))
struct BackoffTests {
    private let backoff = Backoff(base: .seconds(5), cap: .seconds(60))

    @Test(arguments: [(0, 5), (1, 5), (2, 10), (3, 20), (4, 40), (5, 60), (6, 60), (1_000_000, 60)])
    func ceilingDoublesUpToTheCap(_ failures: Int, _ seconds: Int) {
        #expect(backoff.ceiling(afterFailures: failures) == .seconds(seconds))
    }

    @Test func waitIsAFractionOfTheCeiling() {
        #expect(backoff.wait(afterFailures: 3, fraction: 0) == .zero)
        #expect(backoff.wait(afterFailures: 3, fraction: 0.5) == .seconds(10))
        #expect(backoff.wait(afterFailures: 3, fraction: 1) == .seconds(20))
    }
}
