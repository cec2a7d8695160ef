import Foundation
import MEDCore
import Testing

@testable import MEDSources

/// Tempo calendars and EcoWatt answers that others published, against the table of what they hold.
@Suite(.timeLimit(.minutes(1)))
struct NationalDataTests {
    let manifest: Manifest
    /// After every file: all colours are final.
    let now = UTCInstant(utcYear: 2026, month: 11, day: 1)
    let all: ClosedRange<Day>

    init() throws {
        manifest = try Manifest()
        all = try #require(Day("2014-01-01"))...(try #require(Day("2026-10-31")))
    }

    private func bytes(_ folder: String, _ name: String) throws -> [UInt8] {
        try Array(Data(contentsOf: manifest.folder.appending(path: folder).appending(path: name)))
    }

    /// The days of a Tempo file, by our readers of dates and colours; the layouts around them are other programs'.
    private func days(_ name: String) throws -> TempoAnswer {
        var entries = TempoEntries(asked: all, at: now)
        let bytes = try bytes("tempo", name)
        if name.hasSuffix(".csv") {
            for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
                let fields = line.split(separator: ";")
                let date = fields[0].split(separator: "/").reversed().joined(separator: "-")
                entries.add(try #require(NationalStamp(date)).civilDay, colorText: String(fields[1]))
            }
        } else if let seasons = try? JSONDecoder().decode([String: Int].self, from: Data(bytes)) {
            for (date, code) in seasons {
                entries.add(try #require(NationalStamp(date)).civilDay, TempoColor(rawValue: UInt8(code + 1)))
            }
        } else {
            struct Layout: Decodable {
                struct Item: Decodable {
                    let date: String
                    let couleur: String
                }
                let dates: [Item]
            }
            for item in try JSONDecoder().decode(Layout.self, from: Data(bytes)).dates {
                entries.add(try #require(NationalStamp(item.date)).civilDay, colorText: item.couleur)
            }
        }
        return entries.answer
    }

    private func counts(_ days: [TempoData]) -> [TempoColor: Int] {
        days.reduce(into: [:]) { counts, day in
            if let color = day.color { counts[color, default: 0] += 1 }
        }
    }

    @Test func colorsOfEveryCalendar() throws {
        let rows = manifest.rows("tempo/tempo").filter { !$0.name.contains("forecast") }
        #expect(rows.count == 4)
        for row in rows {
            let expected = try #require(row.expected.firstMatch(of: /BLUE (\d+) WHITE (\d+) RED (\d+)/))
            let answer = try days(row.name)
            let counts = counts(answer.days)
            #expect(counts[.blue] == Int(expected.1), "\(row.name)")
            #expect(counts[.white] == Int(expected.2), "\(row.name)")
            #expect(counts[.red] == Int(expected.3), "\(row.name)")
            #expect(answer.issues == [], "\(row.name)")
            #expect(answer.days.allSatisfy { $0.color != nil && $0.isFinal }, "\(row.name)")
            let first = try #require(answer.days.first).day
            let last = try #require(answer.days.last).day
            print("\(row.name): \(answer.days.count) days \(first) to \(last), another program's layout")
            // None of them is what one of our sources answers: each decoder says so instead of guessing.
            let bytes = try bytes("tempo", row.name)
            #expect(RTETempo.answer(bytes, asked: all, at: now) == nil, "\(row.name)")
            #expect(PublicTempoCalendar.answer(bytes, asked: all, at: now) == nil, "\(row.name)")
            let map = V1Tempo.answer(bytes, asked: all, at: now)
            // A map from dates to figures has v1's shape; figures are no colours there.
            #expect(map?.days.allSatisfy { $0.color == nil } ?? true, "\(row.name)")
        }
    }

    /// Probabilities are no colours: nothing reads them as such.
    @Test func forecastsAreNotRead() throws {
        let row = try #require(manifest.rows("tempo/tempo").first { $0.name.contains("forecast") })
        let bytes = try bytes("tempo", row.name)
        #expect(V1Tempo.answer(bytes, asked: all, at: now) == nil)
        #expect(RTETempo.answer(bytes, asked: all, at: now) == nil)
        #expect(PublicTempoCalendar.answer(bytes, asked: all, at: now)?.days ?? [] == [])
        print("\(row.name): a forecast, not read")
    }

    /// Of every complete season since 2014 the days of each colour are the quotas, and what is left on the way is what
    /// plain counting gives. In the mild winter of 2019–2020 RTE itself drew 18 red and 47 white days: all calendars agree.
    @Test func everySeasonKeepsItsQuotas() throws {
        // Each calendar has a few days wrong (2022-04-14, 2022-05-24 and 2022-06-01 in one, 2023-03-06 in another); no
        // two of them have the same one wrong.
        var votes: [Day: [TempoColor: Int]] = [:]
        for row in manifest.rows("tempo/tempo") where !row.name.contains("forecast") {
            for day in try days(row.name).days {
                votes[day.day, default: [:]][try #require(day.color), default: 0] += 1
            }
        }
        let known = votes.mapValues { $0.max { $0.value < $1.value }?.key }.map { day, color in
            (day, TempoData(day: day, color: color, isFinal: true, recordedAt: now))
        }
        let byDay = Dictionary(uniqueKeysWithValues: known)
        let disputed = votes.filter { $0.value.count > 1 }
        #expect(disputed.values.allSatisfy { $0.values.sorted() == [1, 2] })
        print("calendars disagree on \(disputed.keys.sorted().map(\.description))")
        var complete = 0
        for year in 2014...2025 {
            let season = TempoSeason(containing: try #require(Day("\(year)-09-01")))
            let days = season.days.compactMap { byDay[$0] }
            guard days.count == season.lengthInDays else { continue }
            complete += 1
            let counts = counts(days)
            let moved = year == 2019 ? 4 : 0
            #expect(counts == [.blue: year % 4 == 3 ? 301 : 300, .white: 43 + moved, .red: 22 - moved], "\(year)")
            func remaining(_ day: Day) -> [TempoColor: Int]? {
                CurrentState(CurrentDocuments(tempo: days), at: day.instant(minuteOfDay: 720)).tempo?.remaining
            }
            #expect(remaining(season.days.upperBound) == [.blue: 0, .white: 0, .red: moved], "\(year)")
            for day in season.days where day.dayOfMonth == 15 {
                let left = days.count { $0.day > day.next && $0.color == .red }
                #expect(remaining(day)?[.red] == left + moved, "\(day)")
            }
            print("season \(year)-\(year + 1): \(counts[.blue] ?? 0)/\(counts[.white] ?? 0)/\(counts[.red] ?? 0)")
        }
        #expect(complete == 10)
    }

    @Test func ecowattLevels() throws {
        let rows = manifest.rows("tempo/ecowatt")
        #expect(rows.count == 2)
        for row in rows {
            let answer = try #require(RTEEcowatt.answer(try bytes("tempo", row.name), at: now), "\(row.name)")
            let expected = row.expected.matches(of: /(\d{4}-\d\d-\d\d)T\S+ dvalue (\d) hvalues \[([^\]]*)\]/)
            #expect(!expected.isEmpty && answer.days.count == expected.count, "\(row.name)")
            #expect(answer.issues == [], "\(row.name)")
            for match in expected {
                let data = try #require(answer.days.first { $0.day.description == match.1 }, "\(match.1)")
                #expect(data.level == Int(match.2), "\(match.1)")
                let levels = match.3.split(separator: ", ").map { Int($0) }
                #expect(data.hours.compactMap { $0 } == levels.compactMap { $0 }, "\(match.1)")
                print("\(row.name): \(match.1) level \(match.2), \(levels.count) hours")
            }
        }
    }

    @Test func answersOfTheFirstGateway() throws {
        let tempo = try #require(V1Tempo.answer(try bytes("gateway", "medpy_tempo.json"), asked: all, at: now))
        #expect(
            tempo.days.map { "\($0.day) \($0.color?.code ?? "?")" } == [
                "2023-03-01 BLUE", "2023-03-02 RED", "2023-03-03 BLUE",
            ])
        let ecowatt = try #require(V1Ecowatt.answer(try bytes("gateway", "medpy_ecowatt.json"), at: now))
        // The keys are 2023-01-22 and 2023-01-23.
        #expect(ecowatt.days.map(\.day.description) == ["2023-01-23", "2023-01-24"])
        #expect(ecowatt.days.allSatisfy { $0.level == 1 && $0.hours == Array(repeating: 1, count: 24) })
        print("medpy_tempo.json: \(tempo.days.count) days; medpy_ecowatt.json: \(ecowatt.days.map(\.day.description))")
    }
}
