/// Prices from a day on, VAT included.
public struct PriceList: Hashable, Sendable {
    /// The first day on which they apply, until the next list begins.
    public let from: Day
    /// What a kWh costs in each register.
    public let perKilowattHour: [TariffRegister: Cost]
    /// What the subscription costs a month; `nil` when it is unknown.
    public let subscriptionPerMonth: Cost?

    /// A list.
    public init(from: Day, perKilowattHour: [TariffRegister: Cost], subscriptionPerMonth: Cost? = nil) {
        self.from = from
        self.perKilowattHour = perKilowattHour
        self.subscriptionPerMonth = subscriptionPerMonth
    }

    /// What `energy` costs in `register`, rounded once, half to even, to a millionth of a euro; `nil` without a price.
    ///
    /// A day's total is the sum of its registers as they are rounded here, a month's the sum of its days: no total is
    /// rounded a second time, and half a millionth of a euro per day and register is all that rounding can take.
    public func cost(of energy: Energy, in register: TariffRegister) -> Cost? {
        guard let price = perKilowattHour[register] else { return nil }
        let (product, overflow) = price.microEuros.multipliedReportingOverflow(by: energy.wattMinutes)
        guard !overflow else { return nil }
        return Cost(microEuros: roundedHalfToEven(product, dividedBy: 60_000))
    }

    /// The part of a month's subscription that falls on `day`: each day of a month has the same part, rounded
    /// cumulatively, so that the days of a month add up to its price exactly.
    public func subscription(on day: Day) -> Cost? {
        guard let month = subscriptionPerMonth else { return nil }
        let length = Int64(CivilDate.lengthOfMonth(day.monthOfYear, in: day.year))
        func through(_ days: Int) -> Int64 { roundedHalfToEven(month.microEuros * Int64(days), dividedBy: length) }
        return Cost(microEuros: through(day.dayOfMonth) - through(day.dayOfMonth - 1))
    }
}
