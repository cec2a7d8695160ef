import MEDCore

extension ExporterConformance {
    func check(_ condition: DestinationCondition) async throws {
        if condition.isHanging { return try await checkDeadline(condition) }
        let scene = try await scene(condition)
        let exporter: any Exporter
        do {
            exporter = try scene.exporter()
        } catch {
            // A certificate or a folder may be looked at when the exporter is made.
            try expectEnding(ConformanceEnding(error), in: condition, "made")
            return try scene.checkSecrecy()
        }
        try await scene.connected(exporter) { fault in
            if let fault, condition != .well {
                try expectEnding(ConformanceEnding(fault), in: condition, "the connection")
                try checkWords(of: fault, "the connection")
                return
            }
            let calls = try await scene.callAll(exporter, withState: condition != .partialSuccess)
            for call in calls { try check(call, in: condition) }
            try checkTruth(of: calls, writes: try await scene.stage.writes(), in: condition)
        }
        if condition == .hugeBody {
            let limit = ConformanceSubject.hugeBody / 4
            let answered = scene.stage.answered() / max(1, try await scene.stage.attempts())
            try expect(
                "an end of the reading of an answer before \(limit) bytes", answered < limit, found: "\(answered) taken"
            )
        }
        if condition.failsTheTest { try await checkFailedTest(scene, exporter) }
        try scene.checkSecrecy()
    }

    private func expectEnding(
        _ ending: ConformanceEnding, in condition: DestinationCondition, _ what: String, _ fault: ExporterFault? = nil
    ) throws {
        let allowed = condition.endings
        guard allowed.contains(ending) else {
            throw ConformanceFailure(
                what, expected: allowed.map(\.description).sorted().joined(separator: " or "),
                found: "\(ending)\(fault.map { ": \($0)" } ?? "")")
        }
    }

    private func check(_ call: ConformanceScene.Call, in condition: DestinationCondition) throws {
        if let series = Series(rawValue: call.name), !subject.series.contains(series) {
            return try expect("\(call.name), which is not exported", call.endings.allSatisfy { $0 == .skipped })
        }
        for ending in Set(call.endings) { try expectEnding(ending, in: condition, call.name, call.fault) }
        if ![.well, .slow, .partialSuccess, .hugeBody].contains(condition) {
            try expect(
                "\(call.name): at most \(subject.bound(in: condition)) attempts in a call",
                call.attempts <= subject.bound(in: condition), found: "\(call.attempts)")
        }
        if let asked = condition.retryAfter { try checkPause(call, atLeast: asked) }
        try expect("\(call.name): its end", call.duration < patience, found: "\(call.duration)")
        try checkWords(call)
    }

    private func checkPause(_ call: ConformanceScene.Call, atLeast asked: Duration) throws {
        var pauses: [Duration?] = call.outcomes.values.compactMap {
            if case .retry(let after, _) = $0 { .some(after) } else { nil }
        }
        if case .unreachable(let after, _) = call.fault { pauses.append(after) }
        for pause in pauses {
            guard let pause, pause >= asked else {
                throw ConformanceFailure(
                    "\(call.name): Retry-After", expected: "\(asked) or more",
                    found: pause.map { "\($0)" } ?? "no pause")
            }
        }
    }

    /// What a household reads is there, in both languages.
    private func checkWords(_ call: ConformanceScene.Call) throws {
        if let fault = call.fault { try checkWords(of: fault, call.name) }
        for case .rejected(let reason) in call.outcomes.values {
            try expect("\(call.name): why it is rejected", !reason.isEmpty)
        }
    }

    private func checkWords(of fault: ExporterFault, _ what: String) throws {
        switch fault {
        case .unreachable(_, let text), .blocked(let text), .lost(let text):
            try expect("\(what): a reason in both languages", !text.french.isEmpty && !text.english.isEmpty)
        }
    }

    /// Delivered is what the destination holds, and as surely as it is said to be.
    private func checkTruth(
        of calls: [ConformanceScene.Call], writes: [ConformanceWrite], in condition: DestinationCondition
    ) throws {
        var delivered = 0
        var isPartMissing = false
        for (key, outcome) in calls.flatMap(\.outcomes) where subject.exports(key) {
            guard case .delivered(let evidence) = outcome else {
                isPartMissing = isPartMissing || !subject.holds(key, writes)
                continue
            }
            delivered += 1
            try expect("\(key) is at the destination", subject.holds(key, writes), found: "delivered, and not there")
            try expectEqual("evidence of \(key)", evidence.name, subject.evidence.name)
        }
        // What was not mentioned is not delivered, and may be missing as well.
        isPartMissing =
            isPartMissing
            || calls.contains { call in
                call.records.contains { subject.exports($0) && call.outcomes[$0] == nil && !subject.holds($0, writes) }
            }
        switch condition {
        case .well, .slow:
            try expect("something at the destination", !writes.isEmpty)
            try expect("records delivered", delivered > 0 || subject.series.isEmpty)
            if subject.series.isEmpty {
                let shown = calls.compactMap(\.evidence).map(\.name)
                try expectEqual("evidence of the current state", shown, [subject.evidence.name])
            }
        case .partialSuccess:
            try expect("the stage leaves a part out", isPartMissing)
        case .hugeBody:
            break
        default:
            try expect("nothing is delivered", delivered == 0)
        }
    }

    private func checkFailedTest(_ scene: ConformanceScene, _ exporter: any Exporter) async throws {
        let result = await exporter.testConnection()
        scene.say(["\(result)", String(reflecting: result)])
        guard !result.success, let failure = result.failure else {
            throw ConformanceFailure("connection test", expected: "a failed stage", found: "\(result)")
        }
        try expect("the failed stage's cause", !failure.detail.french.isEmpty && !failure.detail.english.isEmpty)
        try expect("what to do about it", failure.hint.map { !$0.french.isEmpty && !$0.english.isEmpty } == true)
    }
}
