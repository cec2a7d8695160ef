/// One day of one PDL in one direction, as it is exported.
public struct DayDocument: Hashable, Sendable {
    /// The meter.
    public let pdl: PDL
    /// Drawn or fed in.
    public let direction: Direction
    /// The civil day.
    public let day: Day
    /// What the sources said.
    public let readings: DayReadings
    /// What follows from it.
    public let derived: DerivedDay
    /// Where this version stands in its stream's count; a correction has a higher one. 0 before it is stored.
    public let revision: Int64
    /// The UTC instant at which this version entered the store: the `timestamp` of payloads.
    public let recordedAt: UTCInstant

    /// A day document.
    public init(
        pdl: PDL, direction: Direction, day: Day, readings: DayReadings, derived: DerivedDay, revision: Int64 = 0,
        recordedAt: UTCInstant
    ) {
        self.pdl = pdl
        self.direction = direction
        self.day = day
        self.readings = readings
        self.derived = derived
        self.revision = revision
        self.recordedAt = recordedAt
    }

    /// The key under which exporters answer for this document.
    public var key: RecordKey { RecordKey(stream: .pdl(pdl), series: Series(direction), day: day) }

    /// The day's energy; `nil` for a partial day without an official total.
    public var energy: Energy? { derived.energy }
    /// The contract's kind.
    public var tariff: Tariff? { derived.tariff }
    /// The known part of the load curve.
    public var curve: LoadCurve { readings.curve }
    /// The day's peak.
    public var maxPower: MaxPower? { readings.maxPower }

    /// The energy of a register; `nil` when the contract has none or it is unknown.
    public func energy(in register: TariffRegister) -> Energy? {
        derived.registers.first { $0.register == register }?.energy
    }

    /// Appends the form whose hash decides whether a document has changed: what exporters can see of it, not where it
    /// was read, and neither revision nor instant.
    public func appendCanonicalForm(to buffer: inout [UInt8]) {
        buffer.appendOptional(derived.energy?.wattMinutes)
        buffer.appendOptional(derived.tariff?.rawValue)
        for amount in derived.registers {
            buffer.append(amount.register.rawValue)
            buffer.appendInteger(amount.energy.wattMinutes)
            buffer.appendOptional(amount.cost?.microEuros)
        }
        buffer.appendInteger(UInt16(curve.slots.count))
        for slot in curve.slots {
            buffer.appendInteger(slot.startMinute)
            buffer.append(slot.minutes)
            buffer.append(slot.quality.rawValue)
            buffer.appendInteger(slot.watts)
        }
        buffer.appendOptional(maxPower?.power.voltAmperes)
        buffer.appendOptional(maxPower?.instant.secondsSinceEpoch)
        // Only where there is one, so that days without prices keep the hash that they had before there were any.
        if let subscription = derived.subscription { buffer.appendInteger(subscription.microEuros) }
    }
}
