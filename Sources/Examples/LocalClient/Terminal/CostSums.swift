import MEDCore

/// Sums of one or more periods, as a table shows them.
struct CostSums {
    var energy = Energy.zero
    var knownDays = 0
    var expectedDays: Int
    /// In the order of `TariffRegister`.
    var registers: [RegisterAmount] = []
    var registerDays = 0
    var energyCost: Cost?
    var costDays = 0
    var subscription: Cost?

    /// Nothing known of so many days.
    init(expectedDays: Int) {
        self.expectedDays = expectedDays
    }

    /// The sums of one period.
    init(_ total: PeriodTotal) {
        energy = total.energy
        knownDays = total.knownDays
        expectedDays = total.expectedDays
        registers = total.registers
        registerDays = total.registerDays
        energyCost = total.energyCost
        costDays = total.costDays
        subscription = total.subscription
    }

    /// What is to pay: the energy and, as far as it is known, the subscription; `nil` when no energy has a price.
    var cost: Cost? {
        energyCost.map { cost in subscription.map { cost + $0 } ?? cost }
    }

    /// Adds the sums of another period.
    mutating func add(_ other: CostSums) {
        energy += other.energy
        knownDays += other.knownDays
        expectedDays += other.expectedDays
        registerDays += other.registerDays
        energyCost = Self.sum(energyCost, other.energyCost)
        costDays += other.costDays
        subscription = Self.sum(subscription, other.subscription)
        for amount in other.registers {
            if let index = registers.firstIndex(where: { $0.register == amount.register }) {
                registers[index].energy += amount.energy
                registers[index].cost = Self.sum(registers[index].cost, amount.cost)
                registers[index].computed = registers[index].computed.flatMap { sum in
                    amount.computed.map { sum + $0 }
                }
            } else {
                registers.append(amount)
            }
        }
        registers.sort { $0.register.rawValue < $1.register.rawValue }
    }

    private static func sum(_ left: Cost?, _ right: Cost?) -> Cost? {
        guard let left, let right else { return left ?? right }
        return left + right
    }
}
