import MEDCore
import Testing

/// Values that several suites need.
enum Sample {
    static let instant = UTCInstant(utcYear: 2024, month: 1, day: 16, hour: 10, minute: 30)

    static func day(_ text: String) throws -> Day { try #require(Day(text)) }

    static func pdl(_ digits: String = "01234567890123") throws -> PDL { try #require(PDL(digits)) }

    static func contract(
        _ tariff: Tariff, from: String = "2010-01-01", offPeak: String? = nil
    ) throws -> Contract {
        let hours = try offPeak.map { try #require(OffPeakHours($0)) }
        return Contract(from: try day(from), tariff: tariff, offPeakHours: hours)
    }

    static func document(
        _ direction: Direction = .consumption, day text: String = "2024-01-15", wattHours: Int64? = 15_234,
        revision: Int64 = 1
    ) throws -> DayDocument {
        let day = try day(text)
        let readings = DayReadings(officialEnergy: wattHours.map(Energy.init(wattHours:)))
        let derived = DerivedDay(day: day, direction: direction, readings: readings, indexesAtEnd: nil, contract: nil)
        return DayDocument(
            pdl: try pdl(), direction: direction, day: day, readings: readings, derived: derived, revision: revision,
            recordedAt: instant)
    }
}
