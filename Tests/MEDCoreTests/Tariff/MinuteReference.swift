import Foundation
import MEDCore
import Testing

/// A random contract as plain data, from which both the engine's contract and the reference are made.
struct PlainContract: CustomStringConvertible {
    var tariff: Tariff
    /// Slots of the clock in minutes; start and end are as written, the end may come before the start.
    var slots: [(Int, Int)]
    var seasons: [(from: (Int, Int), to: (Int, Int), slots: [(Int, Int)])] = []
    /// By ISO weekday.
    var weekdays: [Int: [(Int, Int)]] = [:]
    var weekends = false
    var holidays: HolidayRegion?
    /// Micro-euros per kWh by register.
    var prices: [TariffRegister: Int64] = [:]

    var description: String {
        "\(tariff.name) \(slots) seasons \(seasons) weekdays \(weekdays) weekends \(weekends) holidays \(String(describing: holidays))"
    }
}

/// The energy of a day per register, one minute after the other: what the minute's clock shows (Foundation, zoneinfo) says
/// which register counts it.
struct MinuteReference {
    let calendar: Calendar
    let contract: PlainContract
    let holidays: Set<String>
    let colors: [String: TempoColor]

    /// Watt-minutes per register; `nil` when a colour that is needed is unknown.
    func split(_ watts: [Int32], from midnight: Date) -> [TariffRegister: Int64]? {
        var sums: [TariffRegister: Int64] = [:]
        for (minute, power) in watts.enumerated() {
            guard let register = register(at: midnight.addingTimeInterval(Double(minute) * 60)) else { return nil }
            sums[register, default: 0] += Int64(power)
        }
        return sums
    }

    private func register(at date: Date) -> TariffRegister? {
        let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .weekday], from: date)
        guard let month = parts.month, let day = parts.day, let hour = parts.hour, let minute = parts.minute,
            let weekday = parts.weekday
        else { return nil }
        switch contract.tariff {
        case .base: return .base
        case .tempo:
            let shift = hour < 6 ? calendar.date(byAdding: .day, value: -1, to: date) : date
            guard let color = shift.flatMap({ colors[text($0)] }) else { return nil }
            let offPeak = hour < 6 || hour >= 22
            switch color {
            case .blue: return offPeak ? .blueHC : .blueHP
            case .white: return offPeak ? .whiteHC : .whiteHP
            case .red: return offPeak ? .redHC : .redHP
            }
        case .hcHP:
            // Foundation counts from Sunday = 1.
            let iso = weekday == 1 ? 7 : weekday - 1
            let shown = hour * 60 + minute
            if contract.weekends && (iso == 6 || iso == 7) { return .hc }
            if contract.holidays != nil && holidays.contains(text(date)) { return .hc }
            var slots = contract.slots
            let number = month * 100 + day
            for season in contract.seasons.reversed() {
                let (from, to) = (season.from.0 * 100 + season.from.1, season.to.0 * 100 + season.to.1)
                let isInside = from <= to ? (from...to).contains(number) : number >= from || number <= to
                if isInside { slots = season.slots }
            }
            if let own = contract.weekdays[iso] { slots = own }
            let offPeak = slots.contains { start, end in
                start < end ? start <= shown && shown < end : shown >= start || shown < end
            }
            return offPeak ? .hc : .hp
        }
    }

    func text(_ date: Date) -> String {
        let parts = calendar.dateComponents([.year, .month, .day], from: date)
        return "\(parts.year ?? 0)-\(parts.month ?? 0)-\(parts.day ?? 0)"
    }
}

extension PlainContract {
    static func random(using generator: inout some RandomNumberGenerator) -> PlainContract {
        var contract = PlainContract(
            tariff: [.base, .hcHP, .hcHP, .hcHP, .tempo, .tempo].randomElement(using: &generator) ?? .hcHP,
            slots: slots(using: &generator))
        for register in contract.tariff.registers {
            contract.prices[register] = Int64.random(in: 0...1_000_000, using: &generator)
        }
        guard contract.tariff == .hcHP else { return contract }
        if Int.random(in: 0..<3, using: &generator) == 0 {
            contract.seasons = (0..<Int.random(in: 1...2, using: &generator)).map { _ in
                (date(using: &generator), date(using: &generator), slots(using: &generator))
            }
        }
        if Int.random(in: 0..<3, using: &generator) == 0 {
            for day in 1...7 where Bool.random(using: &generator) { contract.weekdays[day] = slots(using: &generator) }
        }
        contract.weekends = Int.random(in: 0..<3, using: &generator) == 0
        contract.holidays = [nil, nil, .france, .alsaceMoselle].randomElement(using: &generator) ?? nil
        return contract
    }

    /// One to three slots, half of them minute-precise, across midnight or not; they may overlap.
    private static func slots(using generator: inout some RandomNumberGenerator) -> [(Int, Int)] {
        let step = Bool.random(using: &generator) ? 30 : 1
        return (0..<Int.random(in: 1...3, using: &generator)).map { _ in
            let start = Int.random(in: 0..<1_440 / step, using: &generator) * step
            var end = start
            while end == start { end = Int.random(in: 0..<1_440 / step, using: &generator) * step }
            // `0H00-23H59` is the whole day by convention, which the reference does not know.
            return start == 0 && end == 1_439 ? (0, 1_438) : (start, end)
        }
    }

    private static func date(using generator: inout some RandomNumberGenerator) -> (Int, Int) {
        (Int.random(in: 1...12, using: &generator), Int.random(in: 1...29, using: &generator))
    }

    func contract(from day: Day) throws -> Contract {
        func hours(_ slots: [(Int, Int)]) throws -> OffPeakHours {
            let texts = slots.map { "\($0.0 / 60)H\(two($0.0 % 60))-\($0.1 / 60)H\(two($0.1 % 60))" }
            return try #require(OffPeakHours("HC (\(texts.joined(separator: ";")))"))
        }
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        var schedule: OffPeakSchedule?
        if tariff == .hcHP {
            schedule = OffPeakSchedule(
                hours: try hours(slots),
                seasons: try seasons.map {
                    OffPeakSeason(
                        from: try #require(MonthDay(month: $0.from.0, day: $0.from.1)),
                        through: try #require(MonthDay(month: $0.to.0, day: $0.to.1)), hours: try hours($0.slots))
                }, weekdays: try weekdays.mapValues(hours), weekends: weekends, holidays: holidays)
        }
        return Contract(
            from: day, tariff: tariff, offPeak: schedule,
            prices: [PriceList(from: day, perKilowattHour: prices.mapValues(Cost.init(microEuros:)))])
    }
}
