/// A series that Enedis publishes per meter.
public enum ReadingKind: String, Hashable, Sendable, CaseIterable {
    /// Mean power per slot (10 to 60 minutes), in W; at most 7 days per call, 24 months and 15 days back.
    case loadCurve = "load_curve"
    /// Energy per day, in Wh; at most 365 days per call, 36 months and 15 days back.
    case dailyEnergy = "daily_energy"
    /// The day's peak with its instant, in VA; consumption only; as far back as the daily energy.
    case maxPower = "max_power"
}
