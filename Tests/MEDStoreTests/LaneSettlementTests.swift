import MEDCore
import MEDStore
import MEDTesting
import Testing

@Suite(.timeLimit(.minutes(1)))
struct LaneSettlementTests {
    private static let stream = StreamID.pdl(SampleReadings.randomPDL())
    private let now = UTCInstant(utcYear: 2024, month: 6, day: 1)

    private static func key(_ offset: Int) -> RecordKey {
        RecordKey(stream: stream, series: .consumption, day: SampleReadings.firstDay.advanced(by: offset))
    }

    /// A claim after revision 10; a record's day is its revision.
    private func claim(_ revisions: [Int64], through: Int64, attempts: Int = 0) -> LaneClaim {
        let records = revisions.map { revision in
            ClaimedRecord(
                key: Self.key(Int(revision)), revision: revision, attempts: attempts, isCorrection: false,
                content: .tempo(TempoData(day: SampleReadings.firstDay, color: nil, isFinal: false, recordedAt: now)))
        }
        return LaneClaim(
            lane: 1, token: 1, stream: Self.stream, series: .consumption, acked: 10, through: through, state: [],
            mayHaveBeenSent: false, records: records)
    }

    private func settle(
        _ claim: LaneClaim, _ outcomes: [Int: ExportOutcome], existing: [Int] = [], bound: Int = 10,
        outdated: Set<Int64> = []
    ) -> LaneSettlement {
        var result = ExportResult(all: .delivered(.acknowledged))
        for (offset, outcome) in outcomes { result.set(outcome, for: Self.key(offset)) }
        return LaneSettlement(
            claim, result: result, existing: Set(existing.map(Self.key)),
            bounds: LaneBounds(exceptions: bound, backoff: Backoff(base: .seconds(10), cap: .seconds(100))), now: now,
            isCurrent: { !outdated.contains($0.revision) }, fraction: { 1 })
    }

    @Test func deliveredClaimMovesToItsEnd() {
        let settlement = settle(claim([11, 13], through: 20), [13: .skipped(.noValue)])
        #expect(settlement.acked == 20)
        #expect(settlement.settled == [Self.key(11), Self.key(13)])
        #expect(settlement.kept.isEmpty && settlement.pausedUntil == nil)
    }

    @Test func failedRecordsArePassedAndKept() throws {
        let settlement = settle(
            claim([11, 12, 13], through: 13, attempts: 2),
            [
                11: .retry(after: .seconds(500), reason: "busy"), 12: .rejected(reason: "no"),
                13: .retry(after: .seconds(1), reason: ""),
            ])
        #expect(settlement.acked == 13)
        #expect(settlement.kept.map(\.state) == [.retry, .dead, .retry])
        #expect(settlement.kept.map(\.reason) == ["busy", "no", ""])
        #expect(settlement.kept.map(\.attempts) == [3, 3, 3])
        // What was asked for, or the lane's own back-off (third failure: 40 s), whichever is longer.
        #expect(settlement.kept.map { $0.nextAttempt.seconds(since: now) } == [500, 40, 40])
    }

    @Test func laneStopsBeforeTheFailureThatFindsNoRoom() {
        let settlement = settle(
            claim([11, 12, 13, 14], through: 14),
            [11: .rejected(reason: ""), 13: .retry(after: nil, reason: ""), 14: .rejected(reason: "")],
            existing: [3, 4], bound: 3)
        #expect(settlement.acked == 12)
        #expect(settlement.kept.map(\.record) == [Self.key(11)])
        #expect(settlement.settled == [Self.key(12)])
        #expect(settlement.pausedUntil?.seconds(since: now) == 20)
    }

    @Test func deliveredRetryMakesRoom() {
        let settlement = settle(
            claim([5, 11], through: 11), [11: .rejected(reason: "")], existing: [5], bound: 1)
        #expect(settlement.acked == 11)
        #expect(settlement.settled == [Self.key(5)])
        #expect(settlement.kept.map(\.record) == [Self.key(11)])
    }

    @Test func retriesAreKeptWhateverTheBound() {
        let settlement = settle(
            claim([5, 11], through: 11), [5: .retry(after: nil, reason: ""), 11: .rejected(reason: "")],
            existing: [5, 6, 7], bound: 1)
        #expect(settlement.kept.map(\.record) == [Self.key(5)])
        #expect(settlement.acked == 10)
    }

    @Test func outcomesOfOutdatedRevisionsAreNotKept() {
        let settlement = settle(
            claim([11, 12], through: 12), [11: .rejected(reason: ""), 12: .retry(after: nil, reason: "")], bound: 0,
            outdated: [11, 12])
        #expect(settlement.acked == 12)
        #expect(settlement.kept.isEmpty && settlement.pausedUntil == nil)
    }
}
