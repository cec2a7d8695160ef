/// What a month or a year sums up to, as far as its days are known. It has no lane: it travels in the current state.
///
/// Every sum is over days whose energy is known, exact in whole watt-minutes and millionths of a euro; beside each stands
/// the number of days that it is about, so that a sum over 17 of 31 days is not taken for a month.
public struct PeriodTotal: Hashable, Sendable {
    /// The meter.
    public let pdl: PDL
    /// Drawn or fed in.
    public let direction: Direction
    /// The month or the year.
    public let period: Period
    /// Sum over the days whose energy is known.
    public let energy: Energy
    /// Number of days whose energy is known.
    public let knownDays: Int
    /// Days that the period has, of those that were asked for: 28 to 31, 365 or 366 when the whole was.
    public let expectedDays: Int
    /// The last day whose energy is known.
    public let through: Day
    /// When the newest of the known days entered the store.
    public let recordedAt: UTCInstant
    /// The registers over the days on which they are known, in the order of `TariffRegister`; empty when there is none.
    ///
    /// A register's cost is the sum over the days of `costDays`, so that the registers' costs add up to `energyCost`;
    /// `nil` when it has none. `computed` is the sum where every day has one.
    public var registers: [RegisterAmount]
    /// Number of days whose registers are known.
    public var registerDays: Int
    /// What the energy costs, VAT included, without the subscription, over the days on which every register that counted
    /// has a price; `nil` when there is none.
    public var energyCost: Cost?
    /// Number of days whose `energyCost` is known.
    public var costDays: Int
    /// The known days' parts of the subscription, VAT included; `nil` when no day has one.
    public var subscription: Cost?
    /// Number of days whose part of the subscription is known.
    public var subscriptionDays: Int

    /// A total; by default of a whole period, without registers and costs.
    public init(
        pdl: PDL, direction: Direction, period: Period, energy: Energy, knownDays: Int, expectedDays: Int? = nil,
        through: Day, recordedAt: UTCInstant, registers: [RegisterAmount] = [], registerDays: Int = 0,
        energyCost: Cost? = nil, costDays: Int = 0, subscription: Cost? = nil, subscriptionDays: Int = 0
    ) {
        self.pdl = pdl
        self.direction = direction
        self.period = period
        self.energy = energy
        self.knownDays = knownDays
        self.expectedDays = expectedDays ?? period.days.count
        self.through = through
        self.recordedAt = recordedAt
        self.registers = registers
        self.registerDays = registerDays
        self.energyCost = energyCost
        self.costDays = costDays
        self.subscription = subscription
        self.subscriptionDays = subscriptionDays
    }

    /// Whether the energy of every expected day is known.
    public var isComplete: Bool { knownDays == expectedDays }

    /// The energy of a register over the days on which it is known; `nil` when it has none.
    public func energy(in register: TariffRegister) -> Energy? {
        registers.first { $0.register == register }?.energy
    }
}
