import Foundation
import MEDCore
import TestServers

/// Four days: HC/HP with prices and a peak, one of which nothing is known but a slot, an empty house, an official value.
enum Samples {
    static let days: [DayDocument] = {
        let first = Fixtures.day("2024-01-15")
        let contract = Contract(
            from: Fixtures.day("2024-01-01"), tariff: .hcHP, offPeakHours: OffPeakHours("HC (22H00-6H00)"),
            prices: [
                PriceList(
                    from: Fixtures.day("2024-01-01"),
                    perKilowattHour: [.hc: Cost(microEuros: 200_000), .hp: Cost(microEuros: 265_000)],
                    subscriptionPerMonth: Cost(microEuros: 12_000_000))
            ])
        return [
            Fixtures.document(
                first, slots: Fixtures.slots(first) { _ in 1_000 },
                maxPower: MaxPower(
                    power: ApparentPower(voltAmperes: 6_540),
                    instant: UTCInstant(utcYear: 2024, month: 1, day: 15, hour: 18, minute: 2, second: 30)),
                contract: contract),
            Fixtures.document(first.next, slots: [LoadSlot(startMinute: 0, minutes: 30, watts: 500)]),
            Fixtures.document(first.advanced(by: 2), slots: [], official: .zero),
            Fixtures.document(first.advanced(by: 3), slots: [], official: Energy(wattHours: 15_234)),
        ]
    }()
}

/// A file for Python to read.
struct TemporaryCSV {
    private let directory: TemporaryDirectory
    let path: String

    init(_ bytes: [UInt8]) throws {
        directory = try TemporaryDirectory("med-files")
        path = directory.path("file.csv")
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }
}

/// Rows of texts as Python prints them.
struct JSONTexts {
    let values: [[String]]

    init(_ json: String) throws {
        values = try JSONDecoder().decode([[String]].self, from: Data(json.utf8))
    }
}
