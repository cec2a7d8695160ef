public import MEDCore

extension VictoriaMetricsExporter {
    /// Writes days of consumption: daily kWh, registers, costs, the load curve, the peak, month and year to date.
    ///
    /// - Throws: `ExporterFault`: `lost` when the server was wiped.
    public func exportConsumption(_ days: [ConsumptionData], in context: ExportContext) async throws -> ExportResult {
        try await export(days.map(\.document), .consumption, in: context)
    }

    /// Writes days of production: daily kWh, the load curve, month and year to date. Throws as `exportConsumption` does.
    public func exportProduction(_ days: [ProductionData], in context: ExportContext) async throws -> ExportResult {
        try await export(days.map(\.document), .production, in: context)
    }

    private func export(
        _ documents: [DayDocument], _ direction: Direction, in context: ExportContext
    ) async throws -> ExportResult {
        var result = ExportResult()
        let (sent, ending) = await send(documents, direction, in: context, into: &result)
        var failure = ending
        // Wiped: whatever was written to it a moment ago is sent again as well.
        if let fault = failure as? ExporterFault, case .lost = fault { throw fault }
        do {
            try await lookUp(sent, into: &result)
        } catch {
            failure = failure ?? error
        }
        guard let failure else { return result }
        guard let fault = failure as? ExporterFault,
            documents.contains(where: { result.outcome(for: $0.key) != nil })
        else { throw failure }
        result.interruption = fault
        return result
    }

    /// Sends what is new of every PDL, and settles what is not new. All are sent before the first is looked up, because a
    /// flush takes the server as long as the samples of two years; and it takes one body while the next is made.
    ///
    /// - Returns: What was sent, and the error that ended the sending.
    private func send(
        _ documents: [DayDocument], _ direction: Direction, in context: ExportContext, into result: inout ExportResult
    ) async -> (sent: [SentBatch], failure: (any Error)?) {
        let streams = Dictionary(grouping: documents, by: \.pdl).sorted { $0.key < $1.key }
        let absent: Set<PDL>
        do {
            let new = streams.map(\.key).filter { context.states[.pdl($0)]?.isEmpty != false }
            absent = try await self.absent(of: new, direction)
        } catch {
            return ([], error)
        }
        return await withTaskGroup(of: Result<SentBatch, any Error>.self) { group in
            var sent: [SentBatch] = []
            var failure: (any Error)?
            for (pdl, own) in streams where failure == nil {
                do {
                    let days = own.sorted { $0.day < $1.day }
                    let batch = try await write(
                        days, of: pdl, direction, isAbsent: absent.contains(pdl), in: context, into: &result)
                    guard let batch else { continue }
                    if let ended = await group.next() { sent.append(try ended.get()) }
                    group.addTask {
                        do {
                            try await batch.batch.writer.send(batch.samples.table)
                            return .success(batch)
                        } catch {
                            return .failure(error)
                        }
                    }
                    // The first one shows whether the server takes anything: a refused password is not tried twice.
                    if sent.isEmpty, let first = await group.next() { sent.append(try first.get()) }
                } catch {
                    failure = error
                }
            }
            for await ended in group {
                do { sent.append(try ended.get()) } catch { failure = failure ?? error }
            }
            return (sent, failure)
        }
    }

    /// Those of `pdls` of which the server has no series, asked for together: a server that is just taking samples answers
    /// each question late. All of them when it cannot be read.
    private func absent(of pdls: [PDL], _ direction: Direction) async throws -> Set<PDL> {
        // One alone is asked for when its turn comes.
        guard pdls.count > 1 else { return [] }
        let names = Array(Set(MeterSeries.all(direction).map(\.name))).sorted()
        var absent = Set(pdls)
        for start in stride(from: 0, to: pdls.count, by: 100) {
            let some = Array(pdls[start..<min(start + 100, pdls.count)])
            let selector = server.settings.labels.selector(names: names, pdls: some)
            for series in try await server.series(selector) ?? [] {
                if let pdl = series["pdl"].flatMap({ PDL($0) }) { absent.remove(pdl) }
            }
        }
        return absent
    }

    /// What is new of one PDL, and not looked up yet.
    private struct SentBatch: Sendable {
        let batch: StreamBatch
        let documents: [DayDocument]
        let samples: MeterSamples
    }

    private func lookUp(_ sent: [SentBatch], into result: inout ExportResult) async throws {
        guard !sent.isEmpty else { return }
        let isFlushed = try await server.flush()
        for one in sent {
            let check = try await one.batch.writer.check(one.samples.table, isFlushed: isFlushed)
            note(check, of: one.batch, samples: one.samples.table, totals: one.samples.totals, in: &result)
            try await settle(one.documents, check, in: &result)
        }
    }

    /// - Returns: What has to be sent and looked up; `nil` when the outcomes are known already.
    private func write(
        _ documents: [DayDocument], of pdl: PDL, _ direction: Direction, isAbsent: Bool, in context: ExportContext,
        into result: inout ExportResult
    ) async throws -> SentBatch? {
        let stream = StreamID.pdl(pdl)
        let memory = context.states[stream].flatMap { StreamMemory($0) }
        let writer = StreamWriter(server: server, pdl: pdl, layout: MeterSeries.all(direction)) { days in
            try await Self.samples(of: pdl, direction, days, in: context).table
        }
        let batch = StreamBatch(
            stream: stream, days: documents.map(\.day), memory: memory,
            isUncertain: context.mayHaveBeenSent.contains(stream),
            hasCorrections: documents.contains { context.corrections.contains($0.key) }, isAbsent: isAbsent,
            writer: writer,
            reach: { Period.year(containing: $0).days.upperBound })
        var appended: MeterSamples?
        let written = try await batch.write {
            let samples = try await Self.samples(of: documents, after: memory?.totals, direction, in: context)
            appended = samples
            return samples.table
        }
        switch written {
        case .new: return appended.map { SentBatch(batch: batch, documents: documents, samples: $0) }
        case .checked(let check, let range):
            let isNewest = range.upperBound == batch.whole.upperBound
            let newest = isNewest ? try await Self.samples(of: pdl, direction, range, in: context) : nil
            note(check, of: batch, samples: newest?.table, totals: newest?.totals, in: &result)
            try await settle(documents, check, in: &result)
            return nil
        }
    }

    private func settle(_ documents: [DayDocument], _ check: WriteCheck, in result: inout ExportResult) async throws {
        let outcomes = try await outcomes(of: check, days: documents.map(\.day))
        for (document, outcome) in zip(documents, outcomes) {
            // What was taken back is skipped once it is gone there as well.
            if document.isBlank, case .delivered = outcome {
                result.set(.skipped(.noValue), for: document.key)
            } else {
                result.set(outcome, for: document.key)
            }
        }
    }

    /// The samples of stored days, with the totals to date that need the days of the year before them.
    private static func samples(
        of pdl: PDL, _ direction: Direction, _ days: ClosedRange<Day>, in context: ExportContext
    ) async throws -> MeterSamples {
        let first = Period.year(containing: days.lowerBound).days.lowerBound
        var samples = MeterSamples(direction)
        for try await document in context.documents(of: pdl, direction, days: first...days.upperBound) {
            if document.day < days.lowerBound { samples.count(document) } else { samples.add(document) }
        }
        return samples
    }

    /// The samples of the days of a batch, behind all that was sent before.
    private static func samples(
        of documents: [DayDocument], after totals: RunningTotals?, _ direction: Direction, in context: ExportContext
    ) async throws -> MeterSamples {
        var samples = MeterSamples(direction, totals: totals ?? RunningTotals())
        if totals == nil, let first = documents.first {
            let newYear = Period.year(containing: first.day).days.lowerBound
            if newYear < first.day {
                for try await document in context.documents(
                    of: first.pdl, direction, days: newYear...first.day.previous)
                {
                    samples.count(document)
                }
            }
        }
        for document in documents { samples.add(document) }
        return samples
    }
}

extension DayDocument {
    /// Whether it has nothing to write: every reading was taken back, or only counters are known.
    fileprivate var isBlank: Bool {
        energy == nil && curve.isEmpty && maxPower == nil && derived.registers.isEmpty
    }
}
