/// Samples of one series, in the order of time once sorted: seconds since 1970 and values in units of the series' last
/// decimal, so that none of them ever is a binary fraction.
struct MetricSamples: Hashable, Sendable {
    private(set) var seconds: [Int64] = []
    private(set) var values: [Int64] = []

    var count: Int { seconds.count }
    var isEmpty: Bool { seconds.isEmpty }

    mutating func append(_ value: Int64, at second: Int64) {
        seconds.append(second)
        values.append(value)
    }

    mutating func reserve(_ additional: Int) {
        seconds.reserveCapacity(seconds.count + additional)
        values.reserveCapacity(values.count + additional)
    }

    mutating func append(contentsOf other: MetricSamples) {
        seconds += other.seconds
        values += other.values
    }

    /// The same samples in the order of time.
    func sorted() -> MetricSamples {
        var sorted = MetricSamples()
        for index in seconds.indices.sorted(by: { (seconds[$0], values[$0]) < (seconds[$1], values[$1]) }) {
            sorted.append(values[index], at: seconds[index])
        }
        return sorted
    }
}
