import FoundationEssentials
import MEDCore

/// A series as the server gives it back: its labels, its samples.
struct FoundSeries: Sendable {
    let labels: [String: String]
    var seconds: [Int64]
    /// As JSON says them; `nil` for a NaN.
    var values: [Double?]

    /// The series of an answer of `/api/v1/export`. The server may write one series as several lines.
    ///
    /// - Throws: `DecodingError` when a line is none.
    static func parse(_ body: [UInt8]) throws -> [FoundSeries] {
        let decoder = JSONDecoder()
        var found: [[String: String]: FoundSeries] = [:]
        for line in body.split(separator: UInt8(ascii: "\n")) {
            let line = try decoder.decode(Line.self, from: Data(line))
            found[line.metric, default: FoundSeries(labels: line.metric, seconds: [], values: [])].append(line)
        }
        return Array(found.values)
    }

    private mutating func append(_ line: Line) {
        for (milliseconds, value) in zip(line.timestamps, line.values) {
            seconds.append(milliseconds / 1_000)
            // Ours stand at whole seconds: another one is not ours, and must not be taken for it.
            values.append(milliseconds % 1_000 == 0 ? value : nil)
        }
    }

    /// Its samples in units of the series' last decimal; `nil` for a value that is none of ours.
    func samples(decimals: Int) -> [(second: Int64, value: Int64?)] {
        let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
        return zip(seconds, values).map { second, value in
            (second, value.flatMap { Int64(exactly: ($0 * scale).rounded()) })
        }
    }

    private struct Line: Decodable {
        let metric: [String: String]
        let values: [Double?]
        let timestamps: [Int64]
    }
}
