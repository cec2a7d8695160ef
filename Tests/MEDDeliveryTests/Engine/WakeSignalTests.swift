import Testing

@testable import MEDDelivery

@Suite(.timeLimit(.minutes(1)))
struct WakeSignalTests {
    /// Starts a task that waits, and returns once it does or is about to.
    private func waiter(_ signal: WakeSignal, _ done: Journal<Int>, _ number: Int = 0) async -> Task<Void, Never> {
        let begun = Gate()
        let task = Task {
            begun.open()
            await signal.wait()
            done.append(number)
        }
        await begun.pass()
        return task
    }

    @Test("what is raised before anybody waits is remembered once")
    func raisedBefore() async {
        let signal = WakeSignal()
        signal.raise()
        signal.raise()
        await signal.wait()
        let done = Journal<Int>()
        let second = await waiter(signal, done)
        #expect(done.count == 0)
        signal.raise()
        await second.value
        #expect(done.count == 1)
    }

    @Test("what was raised can be forgotten")
    func clear() async {
        let signal = WakeSignal()
        signal.raise()
        signal.clear()
        let done = Journal<Int>()
        let task = await waiter(signal, done)
        #expect(done.count == 0)
        signal.raise()
        await task.value
    }

    @Test("a cancelled task stops waiting, before or during, and uses up no raise")
    func cancellation() async {
        let signal = WakeSignal()
        let done = Journal<Int>()
        let task = await waiter(signal, done)
        task.cancel()
        await task.value
        let late = Task {
            await Gate.untilCancelled()
            await signal.wait()
        }
        late.cancel()
        await late.value
        signal.raise()
        await signal.wait()
    }

    @Test("a raise wakes everyone, and no wake-up is lost in a thousand races")
    func many() async {
        let signal = WakeSignal()
        for _ in 0..<1_000 {
            let done = Journal<Int>()
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<4 {
                    group.addTask {
                        await signal.wait()
                        done.append(number)
                    }
                }
                // Raised while some wait and some do not yet: raised again until all have been woken.
                while done.count < 4 {
                    signal.raise()
                    await Task.yield()
                }
            }
            #expect(Set(done.entries) == [0, 1, 2, 3])
            signal.clear()
        }
    }

    @Test("one waiter, one raise: a race of the two ends every time")
    func pairs() async {
        let signal = WakeSignal()
        for _ in 0..<10_000 {
            async let waiting: Void = signal.wait()
            signal.raise()
            await waiting
        }
    }
}

extension Gate {
    static func untilCancelled() async { await WakeSignal().wait() }
}
