/// The forms in which metrics are exposed.
public enum ExpositionFormat: Hashable, Sendable, CaseIterable {
    /// Prometheus' text format 0.0.4.
    case text
    /// OpenMetrics 1.0.
    case openMetrics

    /// Prometheus 3 refuses a body without one.
    public var contentType: String {
        switch self {
        case .text: "text/plain; version=0.0.4; charset=utf-8"
        case .openMetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
        }
    }

    /// What a client that sends these `Accept` fields gets: OpenMetrics only when it is asked for by name, in version 1.0.0
    /// or in any, with a weight above 0 that is not below that of the text; the text otherwise, also when nothing of what
    /// is asked for is known.
    public init(accept: [String]) {
        let entries = QualityList(accept).entries
        let asked = entries.filter {
            $0.name == "application/openmetrics-text" && ["1.0.0", nil].contains($0.parameters["version"])
        }
        let openMetrics = asked.map(\.quality).max() ?? 0
        self = openMetrics > 0 && openMetrics >= Self.textQuality(entries) ? .openMetrics : .text
    }

    /// The most specific entry counts (RFC 9110, section 12.5.1).
    private static func textQuality(_ entries: [QualityList.Entry]) -> Int {
        let text = entries.filter {
            $0.name == "text/plain" && ["0.0.4", nil].contains($0.parameters["version"])
        }
        for matches in [text, entries.filter { $0.name == "text/*" }, entries.filter { $0.name == "*/*" }] {
            if let best = matches.map(\.quality).max() { return best }
        }
        return 0
    }
}
