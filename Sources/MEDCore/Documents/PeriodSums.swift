/// Sums up days to months or years in one pass: what engines build `ReadingStore.totals` from.
public struct PeriodSums: Sendable {
    private let pdl: PDL
    private let direction: Direction
    private let unit: PeriodUnit
    private let days: ClosedRange<Day>
    private var sums: [Period: Sum] = [:]
    private var current: (period: Period, days: ClosedRange<Day>)?

    /// Nothing summed up yet; of `days`, a period at either end counts only its part.
    public init(pdl: PDL, direction: Direction, by unit: PeriodUnit, days: ClosedRange<Day>) {
        self.pdl = pdl
        self.direction = direction
        self.unit = unit
        self.days = days
    }

    /// Adds a day, each once, in any order. One without energy, or outside of the range, does not count.
    public mutating func add(_ day: Day, _ derived: DerivedDay, recordedAt: UTCInstant) {
        guard let energy = derived.energy, days.contains(day) else { return }
        if current?.days.contains(day) != true {
            let period = unit.period(containing: day)
            current = (period, period.days)
        }
        guard let period = current?.period else { return }
        sums[period, default: Sum(day: day, recordedAt: recordedAt)].add(
            day, energy, derived, recordedAt: recordedAt)
    }

    /// One total per period of which a day's energy is known, in order.
    public var totals: [PeriodTotal] {
        sums.sorted { $0.key < $1.key }.map { period, sum in
            PeriodTotal(
                pdl: pdl, direction: direction, period: period, energy: sum.energy, knownDays: sum.knownDays,
                expectedDays: period.days.clamped(to: days).count, through: sum.through, recordedAt: sum.recordedAt,
                registers: sum.registers.values.map(\.amount).sorted { $0.register.rawValue < $1.register.rawValue },
                registerDays: sum.registerDays, energyCost: sum.energyCost, costDays: sum.costDays,
                subscription: sum.subscription, subscriptionDays: sum.subscriptionDays)
        }
    }
}

/// The sums of one period.
private struct Sum {
    var energy = Energy.zero
    var knownDays = 0
    var through: Day
    var recordedAt: UTCInstant
    var registers: [TariffRegister: RegisterSum] = [:]
    var registerDays = 0
    var energyCost: Cost?
    var costDays = 0
    var subscription: Cost?
    var subscriptionDays = 0

    init(day: Day, recordedAt: UTCInstant) {
        through = day
        self.recordedAt = recordedAt
    }

    mutating func add(_ day: Day, _ energy: Energy, _ derived: DerivedDay, recordedAt: UTCInstant) {
        self.energy += energy
        knownDays += 1
        through = max(through, day)
        self.recordedAt = max(self.recordedAt, recordedAt)
        let dayCost = derived.energyCost
        if !derived.registers.isEmpty { registerDays += 1 }
        for amount in derived.registers {
            registers[amount.register, default: RegisterSum(amount.register)].add(amount, hasCost: dayCost != nil)
        }
        if let dayCost {
            energyCost = energyCost.map { $0 + dayCost } ?? dayCost
            costDays += 1
        }
        if let part = derived.subscription {
            subscription = subscription.map { $0 + part } ?? part
            subscriptionDays += 1
        }
    }
}

/// The sums of one register.
private struct RegisterSum {
    var amount: RegisterAmount

    init(_ register: TariffRegister) {
        amount = RegisterAmount(register: register, energy: .zero, computed: .zero)
    }

    mutating func add(_ day: RegisterAmount, hasCost: Bool) {
        amount.energy += day.energy
        if hasCost, let cost = day.cost { amount.cost = amount.cost.map { $0 + cost } ?? cost }
        amount.computed = amount.computed.flatMap { sum in day.computed.map { sum + $0 } }
    }
}
