import MEDCore
import Testing

@Suite(.timeLimit(.minutes(1)))
struct DayReadingsTests {
    @Test func whatNewerReadingsDoNotKnowStays() {
        let peak = MaxPower(power: ApparentPower(voltAmperes: 4_638), instant: Sample.instant)
        let old = DayReadings(
            officialEnergy: Energy(wattHours: 1), indexesAtStart: MeterIndexes(total: 5), maxPower: peak)
        let new = DayReadings(
            curve: LoadCurve(slots: [LoadSlot(startMinute: 0, minutes: 30, watts: 0)]),
            officialEnergy: Energy(wattHours: 2))
        let merged = old.merging(new)
        #expect(merged.officialEnergy == Energy(wattHours: 2))
        #expect(merged.indexesAtStart == MeterIndexes(total: 5))
        #expect(merged.maxPower == peak)
        #expect(merged.curve == new.curve)
        #expect(new.merging(DayReadings()) == new)
        #expect(DayReadings().isEmpty)
        #expect(!new.isEmpty, "0 W is a value")
    }
}
