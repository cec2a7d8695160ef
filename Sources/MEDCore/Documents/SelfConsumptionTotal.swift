/// Self-consumption over a month or a year: sums over the days on which both curves are known, and of no others, so that
/// the energies belong together.
public struct SelfConsumptionTotal: Hashable, Sendable {
    /// The month or the year.
    public let period: Period
    /// What was consumed on the known days.
    public let consumed: Energy
    /// What was produced on the known days.
    public let produced: Energy
    /// What was consumed while it was produced.
    public let selfConsumed: Energy
    /// Number of days on which both curves are known.
    public let knownDays: Int
    /// Days that the period has, of those that were asked for.
    public let expectedDays: Int

    /// What was produced and not used.
    public var fed: Energy { produced - selfConsumed }
    /// What was used and not produced.
    public var drawn: Energy { consumed - selfConsumed }

    /// One total per period of `days` in which both curves of a day are known, in order.
    ///
    /// - Parameters:
    ///   - consumption: Documents of the PDL that counts all consumption, each day once.
    ///   - production: Documents of the PDL that counts all production, each day once. Days of the same PDL as consumption's
    ///     do not count: that meter sees the surplus only.
    public static func totals(
        by unit: PeriodUnit, days: ClosedRange<Day>, consumption: [DayDocument], production: [DayDocument]
    ) -> [SelfConsumptionTotal] {
        let produced = Dictionary(production.map { ($0.day, $0) }, uniquingKeysWith: { $1 })
        var totals: [Period: SelfConsumptionTotal] = [:]
        for used in consumption where days.contains(used.day) {
            guard let made = produced[used.day], made.pdl != used.pdl else { continue }
            let day = SelfConsumption(day: used.day, consumption: used.curve, production: made.curve)
            guard let consumed = day.consumed, let produced = day.produced, let selfConsumed = day.selfConsumed else {
                continue
            }
            let period = unit.period(containing: used.day)
            let known = totals[period]
            totals[period] = SelfConsumptionTotal(
                period: period, consumed: (known?.consumed ?? .zero) + consumed,
                produced: (known?.produced ?? .zero) + produced,
                selfConsumed: (known?.selfConsumed ?? .zero) + selfConsumed, knownDays: (known?.knownDays ?? 0) + 1,
                expectedDays: period.days.clamped(to: days).count)
        }
        return totals.values.sorted { $0.period < $1.period }
    }
}
