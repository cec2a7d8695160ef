import MEDCore

/// How what a server holds differs from what it should hold.
struct TableDifference: Sendable {
    /// Samples that are not there, of series that are otherwise right.
    private(set) var missing: MetricTable
    /// Series that hold something else: another value, a sample twice, one too many. Only a rewrite makes them right.
    private(set) var altered: Set<Int> = []
    /// Names of labels that other series of the same names have besides: those of another configuration.
    private(set) var foreignLabels: Set<String> = []

    var isEmpty: Bool { altered.isEmpty && missing.count == 0 }

    init(wanted: MetricTable, found: [FoundSeries], labels: MetricLabels, pdl: PDL?) {
        missing = MetricTable(wanted.series)
        var byLabels = Dictionary(found.map { ($0.labels, $0) }, uniquingKeysWith: { first, _ in first })
        for (index, series) in wanted.series.enumerated() {
            let own = Dictionary(
                labels.labels(of: series, pdl: pdl).map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
            let samples = byLabels.removeValue(forKey: own)?.samples(decimals: series.decimals) ?? []
            compare(wanted.samples[index].sorted(), with: samples.sorted { $0.second < $1.second }, at: index)
            // It is written anew as a whole.
            if altered.contains(index) { missing.samples[index] = MetricSamples() }
        }
        // What is left has labels that ours have not.
        let known = Set(wanted.series.compactMap(\.label?.name) + labels.configured.map(\.name) + ["__name__", "pdl"])
        for other in byLabels.keys { foreignLabels.formUnion(Set(other.keys).subtracting(known)) }
    }

    private mutating func compare(
        _ wanted: MetricSamples, with found: [(second: Int64, value: Int64?)], at index: Int
    ) {
        var position = 0
        for place in wanted.seconds.indices {
            let second = wanted.seconds[place]
            if position < found.count, found[position].second < second {
                altered.insert(index)
                return
            }
            guard position < found.count, found[position].second == second else {
                missing.append(wanted.values[place], to: index, at: second)
                continue
            }
            if found[position].value != wanted.values[place] {
                altered.insert(index)
                return
            }
            position += 1
        }
        if position < found.count { altered.insert(index) }
    }
}
