import MEDCore
import Testing

struct DayCoverageTests {
    @Test(
        "A day of which nothing is known expects half-hours",
        arguments: zip(
            ["2024-03-31", "2024-06-01", "2024-10-27"], [46, 48, 50]))
    func nothing(_ text: String, _ slots: Int) throws {
        let coverage = DayCoverage(day: try Sample.day(text), readings: DayReadings(), hasEnergy: false)
        #expect(coverage.expectedSlots == slots)
        #expect(coverage.presentSlots == 0)
        #expect(!coverage.hasWholeCurve)
    }

    @Test func whatIsKnownSetsTheLength() throws {
        let day = try Sample.day("2024-10-27")
        let whole = LoadCurve.complete(day: day, step: 10) { $0 }
        let known = DayCoverage(day: day, readings: DayReadings(curve: whole), hasEnergy: true)
        #expect((known.presentSlots, known.expectedSlots, known.knownMinutes) == (150, 150, 1_500))
        #expect(known.hasWholeCurve)
        let part = DayCoverage(
            day: day, readings: DayReadings(curve: LoadCurve(slots: Array(whole.slots.dropFirst(7)))), hasEnergy: false)
        #expect((part.presentSlots, part.expectedSlots) == (143, 150))
        #expect(!part.hasWholeCurve)
    }
}
