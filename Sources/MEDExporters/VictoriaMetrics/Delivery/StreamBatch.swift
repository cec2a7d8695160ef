import MEDCore

/// The records of one lane, and how they reach the server.
struct StreamBatch: Sendable {
    let stream: StreamID
    /// The days of the records, in order; never empty.
    let days: [Day]
    let memory: StreamMemory?
    /// Whether an earlier attempt ended without an answer.
    let isUncertain: Bool
    let hasCorrections: Bool
    /// Whether the server was just found to have none of its series.
    var isAbsent = false
    let writer: StreamWriter
    /// How far a change of a day reaches: to the end of its year for the totals to date, of its season for Tempo.
    let reach: @Sendable (Day) -> Day

    /// First and last day of the batch.
    var span: ClosedRange<Day> { days[0]...days[days.count - 1] }

    /// First and last day that the lane has sent, this batch included.
    var whole: ClosedRange<Day> {
        guard let memory else { return span }
        return min(memory.days.lowerBound, span.lowerBound)...max(memory.days.upperBound, span.upperBound)
    }

    /// What became of a batch.
    enum Written {
        /// Nothing yet: of its samples none is there, and they are to be sent and looked up.
        case new(MetricTable)
        /// What is known of them, and the range of days whose samples were looked at.
        case checked(WriteCheck, ClosedRange<Day>)
    }

    /// Writes them, unless they only add days: `append` makes the samples of such a batch.
    ///
    /// - Throws: `ExporterFault`: `lost` when the server no longer has what was found there before.
    func write(appending append: () async throws -> MetricTable) async throws -> Written {
        if try await isNew() { return .new(try await append()) }
        let isAll = isUncertain || memory == nil
        let end = min(max(reach(span.upperBound), span.upperBound), whole.upperBound)
        let range = isAll ? whole : span.lowerBound...end
        let check = try await writer.reconcile(range, whole: whole, isUncertain: isUncertain)
        guard case .unreadable = check else { return .checked(check, range) }
        return .checked(try await writer.overwrite(range, whole: whole, hasCorrections: hasCorrections), range)
    }

    /// Whether the batch only adds days behind all that was sent.
    private func isNew() async throws -> Bool {
        // An interrupted rewrite may have deleted the anchor; then everything is compared anyway.
        if isUncertain { return false }
        guard let memory else {
            if hasCorrections { return false }
            return isAbsent ? true : try await writer.hasSeries() != true
        }
        if let anchor = memory.anchor, try await writer.holds(anchor) == false, try await !isExpired(anchor) {
            throw ExporterFault.lost(
                reason: LocalizedText(
                    fr: "VictoriaMetrics n'a plus les données déjà envoyées : tout est renvoyé.",
                    en: "VictoriaMetrics no longer has the data that was sent: all of it is sent again."))
        }
        return !hasCorrections && span.lowerBound > memory.days.upperBound
    }

    /// Whether the server has dropped a sample because of its age.
    private func isExpired(_ anchor: StreamMemory.Anchor) async throws -> Bool {
        guard let retention = try await writer.server.retention() else { return false }
        return anchor.second < writer.server.now().secondsSinceEpoch - retention.seconds
    }
}
