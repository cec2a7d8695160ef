import MEDCore
import Testing

@testable import MEDSources

/// Provisional and final, the tariff day from 06:00 to 06:00, and what an answer may change.
@Suite(.timeLimit(.minutes(1)))
struct TempoPublicationTests {
    @Test(arguments: [
        ("2024-01-14 06:40", nil, false), ("2024-01-14 10:31", nil, false), ("2024-01-14 11:29", nil, false),
        ("2024-01-14 11:30", nil, true), ("2024-01-14 23:59", nil, true), ("2024-01-15 00:00", nil, true),
        ("2024-01-13 23:00", nil, false),
        // RTE's usual date: 10:20.
        ("2024-01-14 11:29", "2024-01-14 10:20", false), ("2024-01-14 11:30", "2024-01-14 10:20", true),
        // What a cache took over at breakfast.
        ("2024-01-14 11:30", "2024-01-14 06:40", false), ("2024-01-14 13:59", "2024-01-14 06:40", false),
        ("2024-01-14 14:00", "2024-01-14 06:40", true), ("2024-01-15 00:00", "2024-01-14 06:40", true),
    ])
    func finality(now: String, updated: String?, isFinal: Bool) throws {
        #expect(
            try TempoPublication.isFinal(day("2024-01-15"), at: paris(now), updated: updated.map { try paris($0) })
                == isFinal)
    }

    /// The clock of the house decides, on the days of 23 and 25 hours too.
    @Test(arguments: ["2024-03-31", "2024-04-01", "2024-10-27", "2024-10-28"])
    func finalityAtTheChangesOfTheClock(text: String) throws {
        let day = try day(text)
        let eve = day.previous.description
        #expect(try !TempoPublication.isFinal(day, at: paris("\(eve) 11:29")))
        #expect(try TempoPublication.isFinal(day, at: paris("\(eve) 11:30")))
    }

    /// RTE's entry of a day goes from 00:00 to 24:00; at 02:00 its colour is not yet that of the tariff.
    @Test func theTariffDayBeginsAtSix() throws {
        let body = """
            {"tempo_like_calendars":{"values":[
            {"start_date":"2024-01-14T00:00:00+01:00","end_date":"2024-01-15T00:00:00+01:00","value":"RED"},
            {"start_date":"2024-01-15T00:00:00+01:00","end_date":"2024-01-16T00:00:00+01:00","value":"BLUE"}]}}
            """
        let days = try #require(
            RTETempo.answer(
                bytes(body), asked: day("2024-01-14")...day("2024-01-16"), at: paris("2024-01-15 02:00"))
        ).days
        func today(_ text: String) throws -> TempoColor? {
            try CurrentState(CurrentDocuments(tempo: days), at: paris(text)).tempo?.today.color
        }
        #expect(try today("2024-01-15 02:00") == .red)
        #expect(try today("2024-01-15 05:59") == .red)
        #expect(try today("2024-01-15 06:00") == .blue)
        #expect(try today("2024-01-16 05:59") == .blue)
        // Nobody has said anything of the day after: unknown, not blue.
        #expect(try today("2024-01-16 06:00") == nil)
        #expect(try days.first?.start == paris("2024-01-14 06:00"))
    }

    private func data(_ color: TempoColor?, isFinal: Bool) throws -> TempoData {
        try TempoData(day: day("2024-01-15"), color: color, isFinal: isFinal, recordedAt: paris("2024-01-14 12:00"))
    }

    private func merge(
        _ new: TempoData, from source: String = "a", into old: TempoData?, giver: String? = nil
    ) -> TempoMerge {
        TempoMerge(
            [new], from: source, into: old.map { [$0.day: $0] } ?? [:], order: ["a", "b"],
            givers: giver.map { [new.day.number: $0] } ?? [:])
    }

    @Test func whatAnAnswerMayChange() throws {
        let provisional = try data(.blue, isFinal: false)
        let final = try data(.blue, isFinal: true)
        // Unknown writes nothing and takes nothing back.
        #expect(try merge(data(nil, isFinal: false), into: nil).changes.isEmpty)
        #expect(try merge(data(nil, isFinal: false), into: provisional).changes.isEmpty)
        #expect(try merge(data(nil, isFinal: false), into: final).changes.isEmpty)
        // Provisional: replaced by what comes, once.
        #expect(merge(provisional, into: nil).changes == [provisional])
        #expect(merge(provisional, into: provisional).changes.isEmpty)
        #expect(merge(final, into: provisional).changes == [final])
        let red = try data(.red, isFinal: false)
        #expect(merge(red, into: provisional).changes == [red])
        #expect(merge(red, into: provisional).corrections.isEmpty)
        // Final: never provisional again, neither with its colour nor with another one.
        #expect(merge(provisional, into: final).changes.isEmpty)
        #expect(merge(red, into: final).changes.isEmpty)
        #expect(merge(final, into: final).changes.isEmpty)
    }

    @Test func correctionsGoByTheOrderOfTheSources() throws {
        let blue = try data(.blue, isFinal: true)
        let red = try data(.red, isFinal: true)
        let correction = try TempoCorrection(day: day("2024-01-15"), before: .blue, after: .red, source: "a")
        #expect(merge(red, from: "a", into: blue, giver: "a").corrections == [correction])
        #expect(merge(red, from: "a", into: blue, giver: "b").corrections == [correction])
        // Imported, or given before anybody took note.
        #expect(merge(red, from: "b", into: blue).changes == [red])
        // The preferred source has spoken.
        #expect(merge(red, from: "b", into: blue, giver: "a").changes.isEmpty)
        #expect(merge(red, from: "b", into: blue, giver: "a").corrections.isEmpty)
        #expect(correction.message.french.contains("2024-01-15 était BLEU"))
        #expect(correction.message.english.contains("now says RED"))
    }
}
