/// A supply contract from a day on, until the next one begins.
public struct Contract: Hashable, Sendable {
    /// The first day on which it applies.
    public let from: Day
    /// Which registers it counts in.
    public let tariff: Tariff
    /// When it is off-peak; `nil` for a base contract, and for Tempo, whose hours (22:00 to 06:00) are fixed.
    public let offPeak: OffPeakSchedule?
    /// The subscribed power in kVA.
    public let subscribedKilovoltAmperes: Int?
    /// Its prices, by rising first day.
    public let prices: [PriceList]
    /// What the meter's supplier counters `F1`, `F2` … count; `nil` when that is not known.
    public let counterRegisters: [TariffRegister]?

    /// A contract.
    ///
    /// - Parameters:
    ///   - prices: In any order.
    ///   - counterRegisters: What `F1`, `F2` … count, when it is not what is usual: for Tempo blue, white and red, each
    ///     off-peak first (*Bleu Heures Creuses* is `EAS F1` in the portal's files); for HC/HP off-peak, then peak. An
    ///     offer with weekends, holidays or weekdays of its own has a calendar of its supplier's: nothing is usual there.
    public init(
        from: Day, tariff: Tariff, offPeak: OffPeakSchedule?, subscribedKilovoltAmperes: Int? = nil,
        prices: [PriceList] = [], counterRegisters: [TariffRegister]? = nil
    ) {
        self.from = from
        self.tariff = tariff
        self.offPeak = offPeak
        self.subscribedKilovoltAmperes = subscribedKilovoltAmperes
        self.prices = prices.sorted { $0.from < $1.from }
        self.counterRegisters = counterRegisters ?? Self.usualCounters(of: tariff, offPeak: offPeak)
    }

    /// A contract with the same off-peak hours on every day, or with none.
    public init(
        from: Day, tariff: Tariff, offPeakHours: OffPeakHours? = nil, subscribedKilovoltAmperes: Int? = nil,
        prices: [PriceList] = []
    ) {
        self.init(
            from: from, tariff: tariff, offPeak: offPeakHours.map { OffPeakSchedule(hours: $0) },
            subscribedKilovoltAmperes: subscribedKilovoltAmperes, prices: prices)
    }

    /// The prices that apply on `day`; `nil` before the first list.
    public func prices(on day: Day) -> PriceList? {
        prices.last { $0.from <= day }
    }

    private static func usualCounters(of tariff: Tariff, offPeak: OffPeakSchedule?) -> [TariffRegister]? {
        switch tariff {
        case .base: nil
        case .hcHP: offPeak?.followsContractText ?? true ? [.hc, .hp] : nil
        case .tempo: tariff.registers
        }
    }
}
