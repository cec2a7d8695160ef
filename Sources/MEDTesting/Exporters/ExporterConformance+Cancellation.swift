import MEDCore

extension ExporterConformance {
    /// The engine cancels at its own deadline: a call returns within a second of it. A task beside it that does listen shows
    /// how much of the time is the busy machine's. The shortest of a few; an exporter that does not listen makes all long.
    func checkCancellation() async throws {
        try await checkCancellation(in: .silent)
    }

    /// A destination that never answers: the call ends by the exporter's own deadline, or by the engine's.
    func checkDeadline(_ condition: DestinationCondition) async throws {
        guard let deadline = subject.ownDeadline else { return try await checkCancellation(in: condition) }
        let scene = try await scene(condition)
        let exporter = try scene.exporter()
        try await scene.connected(exporter) { fault in
            if fault != nil { return }
            let call = try await firstCall(scene, exporter)
            for ending in call.endings {
                try expect("\(call.name)", condition.endings.contains(ending), found: "\(ending)")
            }
            try expect(
                "its deadline of \(deadline)", call.duration < deadline + patience, found: "\(call.duration)")
            try expect(
                "at most \(subject.bound(in: condition)) attempts", call.attempts <= subject.bound(in: condition),
                found: "\(call.attempts)")
        }
        try scene.checkSecrecy()
    }

    private func checkCancellation(in condition: DestinationCondition) async throws {
        var shortest: Duration?
        for _ in 0..<3 {
            let time = try await cancelledCall(in: condition)
            shortest = min(shortest ?? time, time)
            if time <= Self.cancellation { return }
        }
        throw ConformanceFailure(
            "a cancelled call", expected: "to return within \(Self.cancellation)",
            found: "\(shortest.map { "\($0)" } ?? "never")")
    }

    /// - Returns: From the cancellation to the end of the call, without what a task took that ended at once.
    private func cancelledCall(in condition: DestinationCondition) async throws -> Duration {
        let scene = try await scene(condition)
        let exporter = try scene.exporter()
        return try await scene.connected(exporter) { _ in
            let call = Task { (try await firstCall(scene, exporter), ContinuousClock.now) }
            let listener = Task {
                try? await Task.sleep(for: .seconds(3_600))
                // Through its layers a call comes back by turns of the pool, too.
                for _ in 0..<6 { await Task.yield() }
                return ContinuousClock.now
            }
            // In a black hole there is no sign of the attempt; elsewhere it is waited for.
            let limit = ContinuousClock.now + (condition == .blackHole ? .milliseconds(200) : patience)
            while try await scene.stage.attempts() == 0, .now < limit { try await Task.sleep(for: .milliseconds(5)) }
            let cancelled = ContinuousClock.now
            call.cancel()
            listener.cancel()
            let (ended, end) = try await call.value
            let share = min(cancelled.duration(to: await listener.value), Self.largestShare)
            let time = cancelled.duration(to: end) - share
            for ending in ended.endings {
                try expect("a cancelled call", ending != .delivered && ending != .skipped, found: "\(ending)")
            }
            try scene.checkSecrecy()
            return time
        }
    }

    /// No machine that runs tests at all needs more for a task that ends at once; whoever takes longer than this and the
    /// second that a call has is found under any load.
    private static let largestShare = Duration.seconds(4)

    private func firstCall(_ scene: ConformanceScene, _ exporter: any Exporter) async throws -> ConformanceScene.Call {
        guard let series = Series.allCases.first(where: subject.series.contains) else {
            return try await scene.publish(with: exporter)
        }
        return try await scene.call(series, of: exporter)
    }
}
