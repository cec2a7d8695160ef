import Foundation
import MEDCore
import MEDStore
import MEDStoreSQLite
import TestServers
import Testing

/// From portal files to rows, with the real program.
@Suite(.timeLimit(.minutes(3)))
struct ImportTests {
    @Test("A year with both clock changes: 363 days of 48, one of 46, one of 50; energies exact; again changes nothing")
    func aYear() async throws {
        let files = try HouseholdFiles(from: "2023-01-01", days: 365)
        let home = try MedHome()
        try home.configure(port: 1)
        try home.med("import", files.file("Enedis_Conso_Heure"))
        let store = try home.store()
        let pdl = try #require(PDL(files.pdl))
        let year = Period.year(2023).days
        let days = try await store.documents(of: pdl, .consumption, days: year)
        var lengths: [Int: Int] = [:]
        for day in days {
            lengths[day.curve.slots.count, default: 0] += 1
            let expected = try #require(files.consumption[day.day.description])
            #expect(day.energy?.wattMinutes == expected.wattMinutes, "\(day.day)")
            #expect(day.energy(in: .hc)?.wattMinutes == expected.hcWattMinutes, "\(day.day)")
        }
        #expect(lengths == [48: 363, 46: 1, 50: 1])
        let revisions = days.map(\.revision)
        try home.med("import", files.file("Enedis_Conso_Heure"))
        let again = try await store.documents(of: pdl, .consumption, days: year)
        #expect(again.map(\.revision) == revisions)
        #expect(again == days)
        let imports = try await store.imports()
        #expect(imports.count == 1)
        Proof.print("import of a year: \(lengths.sorted { $0.key < $1.key }), \(revisions.count) revisions unchanged")
    }

    @Test("Undoing the only import leaves nothing; undoing one of two leaves what the other says")
    func undo() async throws {
        let files = try HouseholdFiles(from: "2024-03-25", days: 14, hasIndexes: true)
        let home = try MedHome()
        try home.configure(port: 1)
        try home.med("import", files.file("Enedis_Conso_Heure"))
        try home.med("import", files.file("Enedis_Conso_Jour"))
        let store = try home.store()
        let pdl = try #require(PDL(files.pdl))
        let day = try #require(Day("2024-03-31"))
        #expect(try await store.documents(of: pdl, .consumption, days: day...day).first?.maxPower != nil)
        try home.med("import", "--undo", "2")
        let left = try #require(try await store.documents(of: pdl, .consumption, days: day...day).first)
        #expect(left.maxPower == nil)
        #expect(left.energy?.wattMinutes == files.consumption["2024-03-31"]?.wattMinutes)
        try home.med("import", "--undo", "1")
        #expect(try await store.documents(of: pdl, .consumption, days: day...day).isEmpty)
        let refused = try home.med.run(["import", "--undo", "1"])
        #expect(refused.code == 64)
        #expect(refused.errors.contains("med import --list"))
    }

    @Test("--list lists files, and with --all the answers of gateways as well; either can be taken back")
    func list() async throws {
        let files = try HouseholdFiles(from: "2024-03-25", days: 3)
        let home = try MedHome()
        try home.configure(port: 1)
        try home.med("import", files.file("Enedis_Conso_Heure"))
        let store = try home.store()
        let pdl = try #require(PDL(files.pdl))
        let day = try #require(Day("2024-05-01"))
        let readings = DayReadings(officialEnergy: Energy(wattHours: 5_000))
        let answer = try await store.importReadings(
            [MeterReadings(pdl: pdl, direction: .consumption, days: [.init(day: day, readings: readings)])],
            from: ImportSource(name: "Conso API", kind: .gateway), contracts: [:], at: day.end)
        let listed = try home.med("import", "--list").output
        #expect(listed.contains("Enedis_Conso_Heure") && !listed.contains("Conso API"))
        let all = try home.med("import", "--list", "--all").output
        #expect(all.contains("Enedis_Conso_Heure") && all.contains("Conso API"))
        #expect(try home.med.run(["import", "--all", files.files[0]]).code == 64)
        try home.med("import", "--undo", try #require(answer.id).description)
        #expect(try await store.documents(of: pdl, .consumption, days: day...day).isEmpty)
    }

    @Test("The summary counts, and LANG chooses the language")
    func summary() throws {
        let files = try HouseholdFiles(from: "2024-10-20", days: 14)
        let home = try MedHome()
        try home.configure(port: 1)
        let english = try home.med("import", files.files[0])
        #expect(english.output.contains("674 points, 0 empty, 0 duplicates"))
        #expect(english.output.contains("days: 14 new, 0 corrected, 0 unchanged"))
        #expect(!english.output.contains("\u{1B}"))
        let french = try home.med.run(["import", files.files[0]], environment: ["LANG": "fr_FR.UTF-8"])
        #expect(french.output.contains("jours : 0 nouveaux, 0 corrigés, 14 inchangés"))
    }

    @Test("--explain says what a file is, in both languages, and writes nothing")
    func explain() throws {
        let files = try HouseholdFiles(from: "2024-10-20", days: 14)
        let home = try MedHome()
        try home.configure(port: 1)
        let english = try home.med("import", "--explain", files.files[0])
        for part in ["separator “;”", "a stamp is the END of its slot", "674 slots", "2024-10-20 to 2024-11-02"] {
            #expect(english.output.contains(part), "\(part) in \(english.output)")
        }
        let french = try home.med.run(["import", "--explain", files.files[0]], environment: ["LANG": "fr_FR.UTF-8"])
        #expect(french.output.contains("l’horodatage est la FIN de l’intervalle"))
        #expect(!FileManager.default.fileExists(atPath: home.databasePath))
        let broken = home.directory.path("broken.csv")
        try Data("Bonjour\n".utf8).write(to: URL(filePath: broken))
        #expect(try home.med.run(["import", "--explain", broken]).code == 65)
        #expect(try home.med.run(["import", "--explain", home.directory.path("none")]).code == 66)
        #expect(!FileManager.default.fileExists(atPath: home.databasePath))
    }
}
