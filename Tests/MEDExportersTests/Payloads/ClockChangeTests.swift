import Foundation
import MEDCore
import MEDExporters
import Testing

/// `detailed` on the days on which the clocks change; the oracle is Foundation's zoneinfo.
@Suite(.timeLimit(.minutes(1)))
struct ClockChangeTests {
    private func items(_ date: String, halfHours: Int, without missing: Int? = nil) throws -> [[String: Any]] {
        let day = fixture(Day(date))
        let slots = (0..<halfHours).filter { $0 != missing }.map {
            LoadSlot(startMinute: $0 * 30, minutes: 30, watts: Int32(1_000 + $0))
        }
        let state = CurrentState(
            CurrentDocuments(meters: [
                MeterState(
                    pdl: meter, direction: .consumption,
                    latestCurve: document(day, curve: LoadCurve(slots: slots)))
            ]), at: recorded)
        let text = try #require(values(state, .json)["med/12345678901234/consumption/detailed"])
        return try #require(pythonReads([text]).first??["data"] as? [[String: Any]])
    }

    private func clocks(_ date: String, count: Int) throws -> [(time: String, start: String)] {
        let zone = try #require(TimeZone(identifier: "Europe/Paris"))
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let parts = date.split(separator: "-").compactMap { Int($0) }
        let midnight = try #require(
            calendar.date(from: DateComponents(year: parts[0], month: parts[1], day: parts[2])))
        let time = DateFormatter()
        time.locale = Locale(identifier: "en_US_POSIX")
        time.timeZone = zone
        time.dateFormat = "HH:mm"
        let start = DateFormatter()
        start.locale = time.locale
        start.timeZone = zone
        start.dateFormat = "yyyy-MM-dd'T'HH:mm:ssxxx"
        return (0..<count).map {
            let instant = midnight.addingTimeInterval(Double($0) * 1_800)
            return (time.string(from: instant), start.string(from: instant))
        }
    }

    @Test(arguments: [("2024-10-27", 50), ("2024-03-31", 46), ("2024-01-15", 48)])
    func startsAreThoseOfZoneinfo(_ date: String, _ count: Int) throws {
        let items = try items(date, halfHours: count)
        let clocks = try clocks(date, count: count)
        #expect(items.compactMap { $0["time"] as? String } == clocks.map(\.time))
        #expect(items.compactMap { $0["start"] as? String } == clocks.map(\.start))
    }

    @Test func bothRepeatedHoursStandInOrder() throws {
        let items = try items("2024-10-27", halfHours: 50)
        #expect(items[4...7].compactMap { $0["time"] as? String } == ["02:00", "02:30", "02:00", "02:30"])
        #expect(
            items[4...7].compactMap { $0["start"] as? String } == [
                "2024-10-27T02:00:00+02:00", "2024-10-27T02:30:00+02:00",
                "2024-10-27T02:00:00+01:00", "2024-10-27T02:30:00+01:00",
            ])
    }

    @Test func anUnknownSlotIsLeftOut() throws {
        let items = try items("2024-01-15", halfHours: 48, without: 3)
        #expect(items.count == 47)
        #expect(items[2...3].compactMap { $0["time"] as? String } == ["01:00", "02:00"])
    }
}
