import MEDCore
import Testing

@testable import MEDDelivery

@Suite(.timeLimit(.minutes(1)))
struct DeadlineTests {
    private let clock = ManualClock(UTCInstant(secondsSinceEpoch: 0))

    @Test("an answer in time is passed on, and so is an error")
    func inTime() async throws {
        #expect(try await withDeadline(.seconds(9), clock: clock.clock) { 7 } == 7)
        await #expect(throws: Defect.self) {
            try await withDeadline(.seconds(9), clock: clock.clock) { throw Defect() }
        }
    }

    @Test("an operation that is too slow is cancelled and counts as unreachable")
    func tooSlow() async {
        let cancelled = Journal<Bool>()
        let task = Task { [clock] in
            try await withDeadline(.seconds(9), clock: clock.clock) {
                await Gate.untilCancelled()
                cancelled.append(Task.isCancelled)
            }
        }
        await clock.sleeps.wait(for: 1)
        clock.advance(bySeconds: 8)
        #expect(cancelled.count == 0)
        clock.advance(bySeconds: 1)
        await #expect(throws: ExporterFault.self) { try await task.value }
        #expect(await cancelled.wait(for: 1) == [true])
    }

    @Test("an operation that ignores its cancellation is left behind")
    func leftBehind() async {
        let (gate, ended) = (Gate(), Journal<Void>())
        let task = Task { [clock] in
            try await withDeadline(.seconds(9), clock: clock.clock) {
                await gate.pass()
                ended.append(())
            }
        }
        await clock.sleeps.wait(for: 1)
        clock.advance(bySeconds: 9)
        await #expect(throws: ExporterFault.self) { try await task.value }
        #expect(ended.count == 0)
        gate.open()
        await ended.wait(for: 1)
    }

    @Test("when the caller is cancelled the operation is too, and what it answers still counts")
    func callerCancelled() async throws {
        let begun = Gate()
        let task = Task { [clock] in
            try await withDeadline(.seconds(9), clock: clock.clock) {
                begun.open()
                await Gate.untilCancelled()
                return 7
            }
        }
        await begun.pass()
        task.cancel()
        #expect(try await task.value == 7)
    }

    @Test("what must be finished is finished in a cancelled task")
    func uncancelledWork() async throws {
        let task = Task {
            await Gate.untilCancelled()
            return try await uncancelled {
                try Task.checkCancellation()
                return 7
            }
        }
        task.cancel()
        #expect(try await task.value == 7)
    }
}
