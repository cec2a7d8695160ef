/// Samples of several series.
struct MetricTable: Sendable {
    let series: [MetricSeries]
    var samples: [MetricSamples]

    init(_ series: [MetricSeries]) {
        self.series = series
        samples = Array(repeating: MetricSamples(), count: series.count)
    }

    var count: Int { samples.reduce(0) { $0 + $1.count } }

    /// First and last second of all samples; `nil` without any.
    var span: ClosedRange<Int64>? {
        let first = samples.compactMap { $0.seconds.min() }.min()
        let last = samples.compactMap { $0.seconds.max() }.max()
        return first.flatMap { first in last.map { first...$0 } }
    }

    mutating func append(_ value: Int64, to index: Int, at second: Int64) {
        samples[index].append(value, at: second)
    }

    /// Only the series at those places.
    func restricted(to indices: Set<Int>) -> MetricTable {
        var table = self
        for index in series.indices where !indices.contains(index) { table.samples[index] = MetricSamples() }
        return table
    }
}
