import Foundation
import TestServers

/// A made-up household: files as the Enedis portal gives them, and what must come out of them.
///
/// Both are written by Scripts/household.py, which counts with Python's zoneinfo and whole numbers: the expectations do
/// not come from the code under test.
struct HouseholdFiles {
    /// What must come out of one day.
    struct ExpectedDay: Decodable {
        let points: Int
        let wattMinutes: Int64
        let hcWattMinutes: Int64
        let peakVA: Int?
        let peakAt: String?

        enum CodingKeys: String, CodingKey {
            case points
            case wattMinutes = "watt_minutes"
            case hcWattMinutes = "hc_watt_minutes"
            case peakVA = "peak_va"
            case peakAt = "peak_at"
        }
    }

    private struct Expected: Decodable {
        let pdl: String
        let consumption: [String: ExpectedDay]
        let production: [String: ExpectedDay]
    }

    let folder: TemporaryDirectory
    let pdl: String
    let consumption: [String: ExpectedDay]
    let production: [String: ExpectedDay]

    init(
        pdl: String = "01234567890123", from first: String = "2024-01-01", days: Int = 366, seed: Int = 1,
        hasProduction: Bool = false, hasIndexes: Bool = false
    ) throws {
        folder = try TemporaryDirectory("med-household")
        let python = try Executable.path("python3", package: "python3")
        var arguments = [
            PackageRoot.path("Scripts/household.py"), folder.url.path, "--pdl", pdl, "--from", first, "--days",
            String(days), "--seed", String(seed),
        ]
        if hasProduction { arguments.append("--production") }
        if !hasIndexes { arguments.append("--no-indexes") }
        try Executable.run(python, arguments)
        let expected = try JSONDecoder().decode(
            Expected.self, from: Data(contentsOf: URL(fileURLWithPath: folder.path("expected.json"))))
        self.pdl = expected.pdl
        consumption = expected.consumption
        production = expected.production
    }

    /// The portal files.
    var files: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.url.path)) ?? []
        return names.filter { $0.hasSuffix(".csv") }.sorted().map(folder.path)
    }

    /// The file whose name begins like that.
    func file(_ prefix: String) -> String { files.first { ($0 as NSString).lastPathComponent.hasPrefix(prefix) } ?? "" }
}

/// The package's own folder.
enum PackageRoot {
    static func path(_ relative: String) -> String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: relative).path
    }
}

/// Amounts as payloads must write them, computed apart from the program: `Decimal`, rounded half to even to Wh.
enum Expect {
    static func kilowattHours(_ wattMinutes: Int64) -> String {
        var wattHours = Decimal(wattMinutes) / 60
        var rounded = Decimal()
        NSDecimalRound(&rounded, &wattHours, 0, .bankers)
        return "\(rounded / 1_000)"
    }
}
