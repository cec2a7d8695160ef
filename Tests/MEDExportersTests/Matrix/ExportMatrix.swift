/// Docs/integrations/exports.md, made of the rows. An exporter adds its row in a file `MatrixCells+NAME.swift`.
enum ExportMatrix {
    static let rows: [MatrixRow] = [
        .homeAssistant, .mqtt, .victoriaMetrics, .prometheus, .jeedom, .webhook, .files,
    ]

    /// The whole page.
    static var page: String {
        let header = ["exporteur / exporter"] + rows[0].cells.map(\.column)
        var lines = [
            "# Ce que chaque exporteur écrit / What each exporter writes", "",
            "Cette page est écrite par les tests (`ExportMatrixTests`) : chaque case est vérifiée à l'octet. Les exemples",
            "viennent d'un foyer fictif, le 15 janvier 2024. Unités : kWh, kVA ou VA, EUR, niveaux EcoWatt de 0 à 3.",
            "",
            "The tests (`ExportMatrixTests`) write this page: every cell is checked to the byte. The examples are those of",
            "a household that does not exist, on 15 January 2024. Units: kWh, kVA or VA, EUR, EcoWatt levels from 0 to 3.",
            "",
            line(header), line(header.map { _ in "---" }),
        ]
        lines += rows.map { row in line(["[`\(row.key)`](\(guide(row.key)))"] + row.cells.map { text($0.cell) }) }
        for row in rows {
            lines += ["", "## \(row.key)"]
            for (column, cell) in row.cells {
                guard case .writes(_, let golden, _) = cell else { continue }
                lines += ["", "**\(column)**", "", "```text"]
                for (address, body) in golden.sorted(by: { $0.key < $1.key }) {
                    lines += [address] + body.split(separator: "\n").map { "  \($0)" }
                }
                lines.append("```")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// `home-assistant.fr.md` of `home_assistant`.
    private static func guide(_ key: String) -> String {
        String(key.map { $0 == "_" ? "-" : $0 }) + ".fr.md"
    }

    private static func text(_ cell: MatrixCell) -> String {
        switch cell {
        case .writes(let what, _, _): what
        case .nothing(let french, let english): "– *\(french) / \(english)*"
        }
    }

    private static func line(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |" }
}
