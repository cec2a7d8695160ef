import MEDCore
import Testing

@testable import MEDExporters

@Suite struct StatisticsPlanTests {
    private func stored(_ days: ClosedRange<Int>, _ wattHours: Int64 = 1_000, revisions: [Int: Int64] = [:])
        -> [StatisticsPlan.StoredDay]
    {
        days.map {
            let document = document(Day(number: Int32($0)), wattHours: wattHours, tariff: nil, registers: [])
            return .init(amounts: DayAmounts(document), revision: revisions[$0] ?? Int64($0))
        }
    }

    private func day(_ number: Int) -> Day { Day(number: Int32(number)) }

    private func state(_ anchor: Int, valid: Int, sent: Int, sum: Int64, seen: Int64 = 0) -> StatisticsState {
        StatisticsState(
            validThrough: day(valid), sentThrough: day(sent), seenRevision: seen,
            series: [
                .consumption: .init(anchor: day(anchor), offset: 500, lastStart: day(valid).start, lastSum: sum)
            ])
    }

    @Test func firstOneBeginsWhereTheStoreDoes() {
        let plan = StatisticsPlan(state: nil, stored: stored(10...30), batch: [(day(20), 20), (day(30), 30)])
        #expect(
            plan.series == [
                .init(
                    kind: .consumption, anchor: day(10), days: day(10)...day(30), base: 0, needsOffset: true,
                    formerAnchor: nil)
            ])
    }

    @Test func newDay() {
        let plan = StatisticsPlan(
            state: state(10, valid: 29, sent: 29, sum: 20_000_500), stored: stored(10...30), batch: [(day(30), 30)])
        #expect(plan.series.first?.days == day(30)...day(30))
        #expect(plan.series.first?.base == 20_000_000)
        #expect(plan.series.first?.needsOffset == false)
    }

    @Test func correctionGoesToTheEndUnlessTheSumStays() {
        let days = stored(10...30, revisions: [15: 40])
        let changed = StatisticsPlan(
            state: state(10, valid: 30, sent: 30, sum: 21_000_499), stored: days, batch: [(day(15), 40)])
        #expect(changed.series.first?.days == day(15)...day(30))
        let same = StatisticsPlan(
            state: state(10, valid: 30, sent: 30, sum: 21_000_500), stored: days, batch: [(day(15), 40)])
        #expect(same.series.first?.days == day(15)...day(15))
        // A later day that waits for its own turn may be what made the sums equal.
        let other = StatisticsPlan(
            state: state(10, valid: 30, sent: 30, sum: 21_000_500),
            stored: stored(10...30, revisions: [15: 40, 20: 41]),
            batch: [(day(15), 40)])
        #expect(other.series.first?.days == day(15)...day(30))
    }

    @Test func unfinishedOneGoesOn() {
        let unfinished = state(10, valid: 18, sent: 30, sum: 9_000_500, seen: 35)
        let rest = StatisticsPlan(state: unfinished, stored: stored(10...30), batch: [(day(12), 12), (day(25), 25)])
        #expect(rest.series.first?.days == day(19)...day(30))
        let corrected = StatisticsPlan(state: unfinished, stored: stored(10...30), batch: [(day(12), 36)])
        #expect(corrected.series.first?.days == day(12)...day(30))
    }

    @Test func earlierHistory() {
        let plan = StatisticsPlan(
            state: state(20, valid: 30, sent: 30, sum: 1), stored: stored(10...30), batch: [(day(12), 50)])
        #expect(
            plan.series == [
                .init(
                    kind: .consumption, anchor: day(10), days: day(10)...day(30), base: 0, needsOffset: true,
                    formerAnchor: day(20))
            ])
    }

    @Test func stateIsReadAsWritten() {
        var state = state(-5, valid: 18, sent: 30, sum: -7, seen: 1 << 40)
        state.series[.registerCost(.redHP)] = .init(
            anchor: day(3), offset: .max, lastStart: UTCInstant(secondsSinceEpoch: 3_600), lastSum: .min)
        #expect(StatisticsState(state.bytes) == state)
        state.isVerified = false
        #expect(StatisticsState(state.bytes) == state)
        #expect(StatisticsState([]) == nil)
        #expect(StatisticsState(Array(state.bytes.dropLast())) == nil)
        #expect(StatisticsState([2] + state.bytes.dropFirst()) == nil)
        #expect(
            StatisticsState(validThrough: day(1), sentThrough: day(258), seenRevision: 3, series: [:]).bytes
                == [1, 1, 0, 0, 0, 2, 1, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 1])
    }
}
