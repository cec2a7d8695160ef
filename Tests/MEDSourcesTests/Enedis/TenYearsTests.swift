import MEDCore
import MEDSources
import TestServers
import Testing

/// Every half-hour from 2017 to 2026 as Python's zoneinfo counts it, against ours.
@Suite(.timeLimit(.minutes(3)))
struct TenYearsTests {
    /// Prints a line per day (date, slots, first and last instant), per month (first and last instant) and per
    /// half-hour (both stamps of its end, its start in UTC, a power).
    private static let program = """
        from datetime import date, datetime, timedelta, timezone
        from zoneinfo import ZoneInfo
        paris = ZoneInfo("Europe/Paris")
        first, last = date(2017, 1, 1), date(2026, 12, 31)
        def midnight(day):
            return int(datetime(day.year, day.month, day.day, tzinfo=paris).timestamp())
        day = first
        while day <= last:
            after = day + timedelta(days=1)
            start, end = midnight(day), midnight(after)
            print("D", day, (end - start) // 1800, start, end)
            if day.day == 1:
                month = date(day.year + day.month // 12, day.month % 12 + 1, 1)
                print("M", day.year, day.month, start, midnight(month))
            for instant in range(start, end, 1800):
                local = datetime.fromtimestamp(instant + 1800, paris)
                print("S", local.isoformat(), local.strftime("%Y-%m-%dT%H:%M:%S"), instant, instant // 1800 % 4999)
            day = after
        """

    private static let lines: Result<[[Substring]], any Error> = Result {
        let python = try Executable.path("python3", package: "python3")
        return try Executable.run(python, ["-c", program]).split(separator: "\n").map { $0.split(separator: " ") }
    }

    private func rows(_ kind: Substring) throws -> [[Substring]] {
        try Self.lines.get().filter { $0.first == kind }.map { Array($0.dropFirst()) }
    }

    @Test func daysAndMonthsBeginAndEndWhereZoneinfoSays() throws {
        let days = try rows("D")
        #expect(days.count == 3_652)
        for row in days {
            let day = try #require(Day(String(row[0])))
            #expect(day.lengthInMinutes / 30 == Int(row[1]))
            #expect(day.start.secondsSinceEpoch == Int64(row[2]))
            #expect(day.end.secondsSinceEpoch == Int64(row[3]))
        }
        let months = try rows("M")
        #expect(months.count == 120)
        for row in months {
            let days = Period.month(year: Int(row[0]) ?? 0, month: Int(row[1]) ?? 0).days
            #expect(days.lowerBound.start.secondsSinceEpoch == Int64(row[2]))
            #expect(days.upperBound.end.secondsSinceEpoch == Int64(row[3]))
        }
    }

    @Test(arguments: [true, false])
    func everyHalfHourOfTenYearsIsKept(hasOffsets: Bool) throws {
        let slots = try rows("S")
        let header =
            "Identifiant PRM;Type de donnees;Date de debut;Date de fin;Grandeur physique;Grandeur metier;"
            + "Etape metier;Unite;Pas en minutes\n"
            + "01234567890123;Courbe de charge;01/01/2017;31/12/2026;Energie active;Consommation;Comptage Brut;W;30\n"
            + "Horodate;Valeur\n"
        let body = slots.map { "\($0[hasOffsets ? 0 : 1]);\($0[3])\n" }.joined()
        let file = try EnedisFile.parse(Array((header + body).utf8), name: "dix-ans.csv")
        #expect(file.issues == [])
        let read = try #require(file.meters.first).days.flatMap { entry in
            entry.readings.curve.slots.map { (entry.day, $0) }
        }
        #expect(read.count == slots.count)
        // One comparison for all: 175,000 expectations would take longer than the test.
        let differing = zip(read, slots).first { read, row in
            read.1.start(on: read.0).secondsSinceEpoch != Int64(row[2]) || Int(read.1.watts) != Int(row[3])
        }
        #expect(differing == nil)
        let expected = try rows("D").map { Int($0[1]) }
        #expect(file.meters[0].days.map { $0.readings.curve.expectedSlots(on: $0.day) } == expected)
        let october = file.meters[0].days.filter { $0.readings.curve.slots.count == 50 }.map(\.day.dayOfMonth)
        #expect(october == [29, 28, 27, 25, 31, 30, 29, 27, 26, 25], "the last Sundays of ten Octobers")
        let way = hasOffsets ? "by their offsets" : "by their order"
        print("\(slots.count) half-hours of 2017 to 2026, \(way): all kept")
    }
}
