import MEDCore

extension ExporterConformance {
    /// Nobody has measured 0 on a day of which nothing is known; a day of 0 kWh is a day like any other.
    func checkUnknownDays() async throws {
        let scene = try await scene(.well)
        let exporter = try scene.exporter()
        try await scene.connected(exporter) { _ in
            let (zero, unknown) = (scene.data.zero, scene.data.unknown)
            let call = try await scene.consumption([zero, unknown], with: exporter)
            try expectEqual("a day of 0 kWh", ConformanceEnding(call.outcomes[zero.key]), .delivered)
            try expectEqual("an unknown day", ConformanceEnding(call.outcomes[unknown.key]), .skipped)
            let writes = try await scene.stage.writes()
            try expect("the day of 0 kWh is at the destination", subject.holds(zero.key, writes))
            try expect("the unknown day is not at the destination", !subject.holds(unknown.key, writes))
        }
        try scene.checkSecrecy()
    }

    /// What a crash makes the engine send again is recognized at the destination, or overwrites itself.
    func checkResending() async throws {
        let scene = try await scene(.well)
        let first = try await records(of: scene)
        // Another process, later: nothing in memory helps, and no stamp of the sending may be in it.
        scene.advance(bySeconds: 3_600)
        scene.forgetAnswers()
        let all = try await records(of: scene)
        try expect("what the first sending left", !first.isEmpty)
        let isLog = all.count > first.count
        let again = isLog ? Array(all.dropFirst(first.count)) : all
        switch subject.exporter.manifest.idempotence {
        case .keyed:
            let keys = (first.map(\.key), again.map(\.key))
            try expect("a key in every write", !(keys.0 + keys.1).contains(nil))
            try expectEqual("keys", Set(keys.1), Set(keys.0))
        case .natural:
            try expectEqual("bytes", again.map(\.text).sorted(), first.map(\.text).sorted())
        case .none:
            // What is sent twice is there twice: the destination has to hold what it held.
            try expectEqual("what the destination holds", all.map(\.text).sorted(), first.map(\.text).sorted())
        }
    }

    private func records(of scene: ConformanceScene) async throws -> [ConformanceWrite] {
        let exporter = try scene.exporter()
        return try await scene.connected(exporter) { _ in
            for series in Series.allCases where subject.series.contains(series) {
                _ = try await scene.call(series, of: exporter)
            }
            if subject.series.isEmpty { _ = try await scene.publish(with: exporter) }
            return try await scene.stage.writes()
        }
    }

    /// The test says something, and nothing is left of it.
    func checkConnectionTest() async throws {
        let scene = try await scene(.well)
        let exporter = try scene.exporter()
        let before = try await scene.stage.writes()
        let result = await exporter.testConnection()
        scene.say(["\(result)", String(reflecting: result)])
        try expect("a good destination passes", result.success, found: "\(result.failure.map { "\($0)" } ?? "failed")")
        try expect("stages", !result.stages.isEmpty)
        for stage in result.stages {
            let isTold = !stage.detail.french.isEmpty && !stage.detail.english.isEmpty
            try expect("\(stage.name): in both languages", isTold)
        }
        try expectEqual("writes", try await scene.stage.writes().map(\.text), before.map(\.text))
        try scene.checkSecrecy()
    }
}
