/// What follows from a day's readings and its contract: stored beside the readings, so that a re-send is byte-identical
/// even after the configuration has changed.
public struct DerivedDay: Hashable, Sendable {
    /// The day's energy; `nil` for a partial day without an official total.
    public var energy: Energy?
    /// Where `energy` comes from.
    public var energySource: EnergySource?
    /// The contract's kind; `nil` without a contract.
    public var tariff: Tariff?
    /// The energy and cost per register, all those of the contract; empty when they cannot be known.
    public var registers: [RegisterAmount]
    /// Where `registers` come from; `nil` for a base contract, and when they are unknown.
    public var registerSource: RegisterSource?
    /// Why `registers` is empty although there is a contract.
    public var registerGap: RegisterGap?
    /// The day's part of the monthly subscription, VAT included; `nil` without a price.
    public var subscription: Cost?

    /// Derives a day.
    ///
    /// Precedence of the energy: the official daily value, then the counters, then the complete curve. Of the registers:
    /// the counters, then the curve split at the minutes of the contract. Registers are those of consumption; production
    /// is counted as a whole.
    ///
    /// - Parameters:
    ///   - readings: What is known about the day.
    ///   - indexesAtEnd: The counters at the next midnight, which stand in the next day's readings.
    ///   - contract: The contract of the day, with its prices.
    ///   - tempoColors: Final colours by tariff day. A Tempo contract needs those of the day and of the day before; one
    ///     that is missing is unknown.
    public init(
        day: Day, direction: Direction, readings: DayReadings, indexesAtEnd: MeterIndexes?, contract: Contract?,
        tempoColors: [Day: TempoColor] = [:]
    ) {
        registers = []
        if let official = readings.officialEnergy {
            (energy, energySource) = (official, .official)
        } else if let end = indexesAtEnd, let counted = readings.indexesAtStart?.energy(until: end) {
            (energy, energySource) = (counted, .index)
        } else if readings.curve.isComplete(on: day) {
            (energy, energySource) = (readings.curve.knownEnergy, .curve)
        }
        guard direction == .consumption, let contract else { return }
        tariff = contract.tariff
        let split = RegisterSplit(
            of: energy, readings: readings, indexesAtEnd: indexesAtEnd, day: day, contract: contract,
            tempoColors: tempoColors)
        (registers, registerSource, registerGap) = (split.amounts, split.source, split.gap)
        guard let prices = contract.prices(on: day) else { return }
        for index in registers.indices {
            registers[index].cost = prices.cost(of: registers[index].energy, in: registers[index].register)
        }
        subscription = prices.subscription(on: day)
    }

    /// What the day's energy costs, without the subscription: the sum of its registers. `nil` unless all are known, as
    /// far as they counted anything.
    public var energyCost: Cost? {
        guard !registers.isEmpty else { return nil }
        var sum = Cost(microEuros: 0)
        for amount in registers {
            if let cost = amount.cost {
                sum = sum + cost
            } else if amount.energy != .zero {
                return nil
            }
        }
        return sum
    }

    /// A day of which nothing is derived.
    init() {
        registers = []
    }
}
