import Foundation
import MEDCore
import TestServers
import Testing

@testable import LocalClient

/// The calendar of gaps: the real program, and its renderer.
@Suite(.timeLimit(.minutes(2)))
struct GapsCommandTests {
    /// Removes lines of a load curve whose stamps begin like that: what the portal does not have.
    private func removing(_ stamps: [String], from path: String, to home: MedHome) throws -> String {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let kept = text.components(separatedBy: "\r\n").filter { line in !stamps.contains { line.hasPrefix($0) } }
        let other = home.directory.path("gaps.csv")
        try Data(kept.joined(separator: "\r\n").utf8).write(to: URL(filePath: other))
        return other
    }

    @Test("med gaps: complete, partial and missing days as plain text, in both languages, at most 80 columns")
    func calendar() throws {
        let files = try HouseholdFiles(from: "2024-02-20", days: 45)
        let home = try MedHome()
        try home.configure(port: 1)
        // Stamps are ends: 10:30 to 14:30 of one day are eight half-hours, and a day's last slot ends on the next.
        let morning = (21..<29).map { half in
            "2024-03-05T\(half / 2):\(half % 2 == 0 ? "00" : "30"):"
        }
        // All of the 20th, whose own midnight ends the 19th.
        let wholeDay =
            (1..<48).map { half in
                "2024-03-20T\(half < 20 ? "0" : "")\(half / 2):\(half % 2 == 0 ? "00" : "30"):"
            } + ["2024-03-21T00:00"]
        let file = try removing(morning + wholeDay, from: files.file("Enedis_Conso_Heure"), to: home)
        try home.med("import", file)
        let ending = try home.med(
            "gaps", "--pdl", files.pdl, "--from", "2024-02-19", "--to", "2024-04-04")
        let expected = """
                     1       5         10        15        20        25        30
            2024-02                                      . # # # # # # # # # #     10/11
            2024-03  # # # # 8 # # # # # # # # # # # # # # . # # # # # # # # # # # 29/31
            2024-04  # # # #                                                         4/4

                     # complete   1-9 partial   d energy only   . missing
            43 of 46 days complete, 1 partial, 2 missing
            """
        let lines = ending.output.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
        #expect(lines.joined(separator: "\n") == expected + "\n")
        #expect(ending.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
        #expect(!ending.output.contains("\u{1B}"))
        let french = try home.med.run(
            ["gaps", "--from", "2024-02-19", "--to", "2024-04-04"], environment: ["LANG": "fr_FR.UTF-8"])
        #expect(french.output.contains("43 jours complets sur 46, 1 partiel, 2 manquants"))
        #expect(french.output.contains("énergie seule"))
        let all = try home.med("gaps")
        #expect(all.output.contains("2024-02-20 → "))
        #expect(all.output.contains("43 of "))
    }

    @Test func whatIsNotKnownIsSaid() throws {
        let home = try MedHome()
        try home.configure(port: 1)
        #expect(try home.med("gaps").output.contains("med import FILE"))
        let unknown = try home.med.run(["gaps", "--pdl", "01234567890124"])
        #expect(unknown.code == 64)
        #expect(unknown.errors.contains("med status"))
        #expect(try home.med.run(["gaps", "--pdl", "123"]).errors.contains("14 digits"))
    }

    @Test("The renderer, day by day: every state in plain text and in colour")
    func renderer() throws {
        let first = try #require(Day("2024-10-25"))
        func coverage(_ offset: Int, minutes: Int, daily: Bool = false) -> DayCoverage {
            let day = first.advanced(by: offset)
            return DayCoverage(
                day: day, knownMinutes: minutes, presentSlots: minutes / 30, expectedSlots: day.lengthInMinutes / 30,
                hasDailyEnergy: daily, hasEnergy: daily, hasMaxPower: false)
        }
        let days = [
            coverage(0, minutes: 1_440), coverage(1, minutes: 30, daily: true), coverage(2, minutes: 1_500),
            coverage(3, minutes: 720), coverage(4, minutes: 1_410), coverage(5, minutes: 0, daily: true),
            coverage(6, minutes: 0), coverage(7, minutes: 0), coverage(8, minutes: 0),
        ]
        let last = first.advanced(by: 7)
        let plain = GapCalendar(days, through: last, isColored: false, language: .english).lines
        #expect(
            plain == [
                "         1       5         10        15        20        25        30",
                "2024-10                                                  # 1 # 5 9 d .   2/7",
                "2024-11  . -                                                             0/1",
                "",
                "         # complete   1-9 partial   d energy only   . missing   - not yet",
                "2 of 8 days complete, 3 partial, 1 energy only, 2 missing",
            ])
        #expect(plain.allSatisfy { $0.count <= 80 })
        let colored = GapCalendar(days, through: last, isColored: true, language: .french).lines
        #expect(
            colored[1].hasSuffix(
                "\u{1B}[32m█\u{1B}[0m \u{1B}[33m░\u{1B}[0m \u{1B}[32m█\u{1B}[0m \u{1B}[33m▒\u{1B}[0m "
                    + "\u{1B}[33m▓\u{1B}[0m \u{1B}[36m□\u{1B}[0m \u{1B}[31m×\u{1B}[0m   2/7"))
        let bare = colored.map { line in
            line.replacing("\u{1B}[0m", with: "").replacing(/\u{1B}\[\d+m/, with: "")
        }
        #expect(zip(bare, plain).prefix(3).allSatisfy { $0.count == $1.count })
        #expect(bare.allSatisfy { $0.count <= 80 })
        #expect(
            colored.last
                == "2 jours complets sur 8, 3 partiels, 1 en énergie seule, 2 manquants")
        #expect(GapCalendar([], through: last, isColored: false, language: .english).lines.isEmpty)
    }
}
