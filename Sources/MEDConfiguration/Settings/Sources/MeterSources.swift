/// What is fetched of a meter: `sources` of an item of `pdls`. The energy of each day is always fetched.
public struct MeterSources: Hashable, Sendable {
    /// `consumption`: what the household draws; on unless it is set.
    public var consumption: Bool
    /// `production`: what it feeds in; off unless it is set.
    public var production: Bool
    /// `load_curve`: the mean power of each slot; on unless it is set.
    public var loadCurve: Bool
    /// `max_power`: the peak of each day, of the consumption alone; on unless it is set.
    public var maxPower: Bool

    /// What is fetched.
    public init(consumption: Bool = true, production: Bool = false, loadCurve: Bool = true, maxPower: Bool = true) {
        self.consumption = consumption
        self.production = production
        self.loadCurve = loadCurve
        self.maxPower = maxPower
    }
}
