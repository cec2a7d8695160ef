/// The highest apparent power of a day, with the moment it was reached.
///
/// Enedis publishes it in VA (`Puissance maximale atteinte`); compare it with the subscribed kVA × 1,000.
public struct MaxPower: Hashable, Sendable {
    /// The power in VA.
    public let power: ApparentPower
    /// The moment of the peak.
    public let instant: UTCInstant

    /// A day's peak.
    public init(power: ApparentPower, instant: UTCInstant) {
        self.power = power
        self.instant = instant
    }
}
