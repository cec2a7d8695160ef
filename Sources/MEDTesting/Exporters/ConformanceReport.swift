/// The table exporter × promise, made from runs.
public struct ConformanceReport: Sendable {
    /// A column.
    private struct Column: Sendable {
        let name: String
        let findings: [ExporterPromise: ExporterConformance.Finding]
    }

    private var columns: [Column] = []

    /// An empty one.
    public init() {}

    /// Adds an exporter. A promise without a finding was broken, or not looked at.
    public mutating func add(_ name: String, _ findings: [ExporterPromise: ExporterConformance.Finding]) {
        columns.append(Column(name: name, findings: findings))
    }

    /// The table in Markdown, and below it why cells do not apply.
    public var markdown: String {
        var reasons: [String] = []
        func cell(_ finding: ExporterConformance.Finding?) -> String {
            switch finding {
            case .kept: return "✓"
            case .notApplicable(let reason):
                if !reasons.contains(reason) { reasons.append(reason) }
                return "n/a (\((reasons.firstIndex(of: reason) ?? 0) + 1))"
            case nil: return "**broken**"
            }
        }
        var lines = ["| | " + columns.map(\.name).joined(separator: " | ") + " |"]
        lines.append("|---" + columns.map { _ in "|---" }.joined() + "|")
        for promise in ExporterPromise.allCases {
            let cells = columns.map { cell($0.findings[promise]) }
            lines.append("| \(promise) | " + cells.joined(separator: " | ") + " |")
        }
        if !reasons.isEmpty { lines += ["", "Not applicable, because:", ""] }
        lines += reasons.enumerated().map { "\($0 + 1). \($1)" }
        return lines.joined(separator: "\n") + "\n"
    }
}
