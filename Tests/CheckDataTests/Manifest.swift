import Foundation

/// The table of expected values that stands beside the files: `| name | class | … | expected |`.
struct Manifest {
    struct Row {
        let name: String
        let kind: String
        /// How the file came to be.
        let note: String
        let expected: String
    }

    let folder: URL
    let rows: [Row]

    init() throws {
        struct NotSet: Error {}
        guard let path = ProcessInfo.processInfo.environment["MED_DATA"] else { throw NotSet() }
        folder = URL(filePath: path)
        let text = try String(contentsOf: folder.appending(path: "MANIFEST.md"), encoding: .utf8)
        rows = text.split(separator: "\n").filter { $0.hasPrefix("| ") }.compactMap { line in
            let cells = line.split(separator: " | ", omittingEmptySubsequences: false).map {
                $0.trimmingCharacters(in: CharacterSet(charactersIn: "| "))
            }
            return cells.count >= 6 && cells[1].contains("/")
                ? Row(
                    name: cells[0], kind: cells[1], note: cells[4],
                    expected: cells.dropFirst(5).joined(separator: " | "))
                : nil
        }
    }

    func rows(_ kinds: String...) -> [Row] { rows.filter { kinds.contains($0.kind) } }

    func path(_ row: Row) -> String { folder.appending(path: "enedis").appending(path: row.name).path }
}

extension Manifest.Row {
    /// What stands in the braces after `label`: `'2024-01-31': [48, 19349.0]` or `'F1': 1083540`; the last number counts.
    func values(after label: String) -> [String: (points: Int?, value: Double)] {
        guard let start = expected.range(of: label + " {"), let end = expected[start.upperBound...].firstIndex(of: "}")
        else { return [:] }
        var values: [String: (points: Int?, value: Double)] = [:]
        for match in expected[start.upperBound..<end].matches(of: /'([^']+)': \[?(?:(\d+), )?([\d.]+)\]?/) {
            values[String(match.1)] = (match.2.flatMap { Int($0) }, Double(match.3) ?? .nan)
        }
        return values
    }

    /// How many rows stand beside the grid.
    var offGridRows: Int {
        guard let start = expected.range(of: "off-grid rows") else { return 0 }
        return expected[start.upperBound...].matches(of: /\['[^']*', '[^']*'\]/).count
    }

    /// `[['2021-11-13', 90, 1440], …]` after `incomplete days`.
    var incompleteDays: [String: (known: Int, length: Int)] {
        guard let start = expected.range(of: "incomplete days") else { return [:] }
        var days: [String: (known: Int, length: Int)] = [:]
        for match in expected[start.upperBound...].matches(of: /\['(\d{4}-\d\d-\d\d)', (\d+), (\d+)\]/) {
            days[String(match.1)] = (Int(match.2) ?? -1, Int(match.3) ?? -1)
        }
        return days
    }
}
