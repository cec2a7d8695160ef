/// What tells one series of a PDL, or of the country, from the others: the labels of the configuration and the PDL come
/// on top.
struct MetricSeries: Hashable, Sendable {
    /// A label that belongs to the metric: `register="hc"`.
    struct Label: Hashable, Sendable {
        let name: String
        let value: String
    }

    let name: String
    var label: Label?
    /// How many decimals its values have at most; values are whole numbers of the last one.
    var decimals = 3
}
