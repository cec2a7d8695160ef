import MEDCore

/// Writes families of gauges in one of the formats; every family's samples have to come together.
///
/// https://prometheus.io/docs/instrumenting/exposition_formats and
/// https://github.com/prometheus/OpenMetrics/blob/v1.0.0/specification/OpenMetrics.md
struct ExpositionWriter {
    let format: ExpositionFormat
    /// Behind every sample's own labels.
    let labels: [MetricLabel]
    private(set) var bytes: [UInt8] = []
    private var family: MetricName?

    init(_ format: ExpositionFormat, labels: [MetricLabel] = []) {
        self.format = format
        self.labels = labels
    }

    /// Appends a sample, behind its family's head where it is the first.
    ///
    /// - Parameter instant: Only for histories: on an endpoint Prometheus drops what is old, and would not see that a
    ///   series has ended.
    mutating func append(_ sample: MetricSample, at instant: UTCInstant? = nil) {
        if sample.metric != family { begin(sample.metric) }
        append(sample.metric.name)
        let all = sample.labels + labels
        if !all.isEmpty {
            append("{")
            for (index, label) in all.enumerated() {
                if index > 0 { append(",") }
                append(label.name)
                append("=\"")
                append(escaping: label.value, quotes: true)
                append("\"")
            }
            append("}")
        }
        append(" ")
        append(sample.value)
        if let instant {
            append(" ")
            // OpenMetrics counts seconds, the text format milliseconds.
            append(String(format == .openMetrics ? instant.secondsSinceEpoch : instant.secondsSinceEpoch * 1_000))
        }
        append("\n")
    }

    private mutating func begin(_ metric: MetricName) {
        family = metric
        append("# HELP \(metric.name) ")
        append(escaping: metric.help, quotes: format == .openMetrics)
        append("\n# TYPE \(metric.name) gauge\n")
        if format == .openMetrics, let unit = metric.unit { append("# UNIT \(metric.name) \(unit)\n") }
    }

    /// Ends the exposition: OpenMetrics says so itself.
    mutating func finish() {
        if format == .openMetrics { append("# EOF\n") }
    }

    /// What was written since the last time; for histories, which are never held as a whole.
    mutating func takeBytes() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    private mutating func append(escaping text: String, quotes: Bool) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\\"): append("\\\\")
            case UInt8(ascii: "\n"): append("\\n")
            case UInt8(ascii: "\"") where quotes: append("\\\"")
            default: bytes.append(byte)
            }
        }
    }
}
