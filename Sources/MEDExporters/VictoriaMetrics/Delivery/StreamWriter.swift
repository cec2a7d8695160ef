import MEDCore

/// Writes the series of one PDL, or of the country, and looks up what came of it.
///
/// A VictoriaMetrics keeps what is sent twice twice, and an old value beside a new one. So nothing is sent that is there:
/// what is new is appended; what may be there, or was corrected, is compared first (`reconcile`).
struct StreamWriter: Sendable {
    let server: VictoriaMetricsAPI
    let pdl: PDL?
    let layout: [MetricSeries]
    /// The samples that the stored days of a range should have.
    let history: @Sendable (ClosedRange<Day>) async throws -> MetricTable
    /// How long a server that cannot be told to flush may take to show what was written.
    var patience = Duration.seconds(20)

    private var labels: MetricLabels { server.settings.labels }
    private var names: [String] { Array(Set(layout.map(\.name))).sorted() }
    private var everything: String { labels.selector(names: names, pdl: pdl) }

    /// Whether the server has any of the series already; `nil` when it cannot be read.
    func hasSeries() async throws -> Bool? {
        guard let found = try await server.series(everything) else { return nil }
        let known = Set(
            layout.map { series in labels.labels(of: series, pdl: pdl) }.map { labels in
                Dictionary(labels.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
            })
        return found.contains(where: known.contains)
    }

    /// Whether a sample that was there is there; `nil` when the server cannot be read.
    func holds(_ anchor: StreamMemory.Anchor) async throws -> Bool? {
        guard layout.indices.contains(anchor.series) else { return true }
        let selector = labels.selector(of: layout[anchor.series], pdl: pdl)
        return try await server.count(selector, anchor.second...anchor.second).map { $0 > 0 }
    }

    /// Looks up samples that were sent, of which none was there before.
    ///
    /// - Parameter isFlushed: Whether the server has made visible what was written until now.
    func check(_ table: MetricTable, isFlushed: Bool) async throws -> WriteCheck {
        guard let span = table.span else { return .found }
        var check = WriteCheck.found
        try await untilVisible(isFlushed: isFlushed) {
            guard let count = try await server.count(everything, span) else {
                check = .unreadable
                return true
            }
            check = .found
            return count == table.count
        } otherwise: {
            // The count may be of more than ours.
            guard let found = try await server.export(everything, span) else { return check = .unreadable }
            let difference = TableDifference(wanted: table, found: found, labels: labels, pdl: pdl)
            check = Self.check(difference)
        }
        return check
    }

    /// Makes the server hold the samples of `days`: sends what is missing, deletes and writes anew, over `whole`, the
    /// series that hold something else.
    ///
    /// - Parameter isUncertain: Whether an attempt may have ended a moment ago: what it wrote may not be visible yet.
    func reconcile(
        _ days: ClosedRange<Day>, whole: ClosedRange<Day>, isUncertain: Bool
    ) async throws -> WriteCheck {
        if try await !server.flush(), isUncertain { try await Task.sleep(for: patience) }
        guard let found = try await server.export(everything, days.seconds) else { return .unreadable }
        let wanted = try await history(days)
        let difference = TableDifference(wanted: wanted, found: found, labels: labels, pdl: pdl)
        if difference.isEmpty { return .found }
        if difference.altered.isEmpty {
            try await send(difference.missing)
            return try await verify(wanted, days)
        }
        let all = days == whole ? wanted : try await history(whole)
        guard try await delete(difference.altered, without: difference.foreignLabels, over: whole) else {
            return .undeletable
        }
        // One writing of both: what is interrupted between is found missing by the next attempt.
        var table = all.restricted(to: difference.altered)
        for (index, missing) in difference.missing.samples.enumerated() {
            table.samples[index].append(contentsOf: missing)
        }
        try await send(table)
        return try await verify(all, whole)
    }

    /// Writes without looking: where reading is not allowed. A correction needs the series to be deleted first.
    func overwrite(_ days: ClosedRange<Day>, whole: ClosedRange<Day>, hasCorrections: Bool) async throws -> WriteCheck {
        if hasCorrections {
            let selectors = layout.map { labels.selector(of: $0, pdl: pdl) }
            guard try await server.delete(selectors) else { return .undeletable }
        }
        try await send(try await history(hasCorrections ? whole : days))
        return .unreadable
    }

    /// Sends samples; a 204 is all that is known of them then.
    func send(_ table: MetricTable) async throws {
        var lines = ImportLines()
        for (series, samples) in zip(table.series, table.samples) where !samples.isEmpty {
            lines.append(samples, metric: labels.json(of: series, pdl: pdl), decimals: series.decimals)
        }
        for body in lines.bodies {
            try Task.checkCancellation()
            try await server.importLines(body)
        }
    }

    private func verify(_ wanted: MetricTable, _ days: ClosedRange<Day>) async throws -> WriteCheck {
        var check = WriteCheck.found
        try await untilVisible(isFlushed: try await server.flush()) {
            guard let found = try await server.export(everything, days.seconds) else {
                check = .unreadable
                return true
            }
            let difference = TableDifference(wanted: wanted, found: found, labels: labels, pdl: pdl)
            check = Self.check(difference)
            return difference.isEmpty
        }
        return check
    }

    private static func check(_ difference: TableDifference) -> WriteCheck {
        if difference.isEmpty { return .found }
        if !difference.altered.isEmpty { return .missing([]) }
        return .missing(Set(difference.missing.samples.flatMap(\.seconds)))
    }

    /// Deletes series and waits until they are gone. A selector matches what has more labels as well, so that those of
    /// another configuration are excluded by name.
    private func delete(
        _ indices: Set<Int>, without others: Set<String>, over days: ClosedRange<Day>
    ) async throws -> Bool {
        // A series that is not visible yet would survive its deletion (1.79.5); these were just read.
        let selectors = indices.sorted().map { labels.selector(of: layout[$0], pdl: pdl, without: others) }
        guard try await server.delete(selectors) else { return false }
        var isGone = false
        try await untilVisible(isFlushed: try await server.flush()) {
            for selector in selectors {
                guard let left = try await server.export(selector, days.seconds) else { return true }
                guard left.isEmpty else { return false }
            }
            isGone = true
            return true
        }
        return isGone
    }

    /// Asks once after a flush; a server that cannot be told to flush is asked until `patience` is over. `otherwise` is
    /// called when the answer stays no.
    private func untilVisible(
        isFlushed: Bool, _ isVisible: () async throws -> Bool, otherwise: () async throws -> Void = {}
    ) async throws {
        let deadline = ContinuousClock.now + patience
        while true {
            if try await isVisible() { return }
            if isFlushed || .now >= deadline { break }
            try await Task.sleep(for: .milliseconds(500))
        }
        try await otherwise()
    }
}

extension ClosedRange<Day> {
    /// From the first second to the last.
    var seconds: ClosedRange<Int64> {
        lowerBound.start.secondsSinceEpoch...(upperBound.end.secondsSinceEpoch - 1)
    }
}
