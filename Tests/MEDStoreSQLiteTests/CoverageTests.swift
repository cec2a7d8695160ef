import MEDCore
import MEDStore
import MEDTesting
import Testing

@testable import MEDStoreSQLite

@Suite(.timeLimit(.minutes(1)))
struct CoverageTests {
    @Test("Three years of half-hours: what the gaps are found by, and how long it takes")
    func threeYears() async throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteStore(path: folder.database)
        let pdl = SampleReadings.randomPDL()
        let days = SampleReadings.days(1_096)
        _ = try await store.importReadings(
            [MeterReadings(pdl: pdl, direction: .consumption, days: days)], from: ImportSource(name: "three.csv"),
            contracts: [:], at: UTCInstant(utcYear: 2027, month: 6, day: 1))
        let start = ContinuousClock.now
        let coverage = try await store.coverage(
            of: pdl, .consumption, days: days[0].day...days[days.count - 1].day)
        let duration = start.duration(to: .now)
        #expect(coverage.count == 1_096)
        #expect(coverage.count { $0.hasWholeCurve } == 1_096)
        print("coverage of 1,096 days of half-hours: \(duration)")
    }
}
