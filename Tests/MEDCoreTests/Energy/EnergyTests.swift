import Foundation
import MEDCore
import MEDTesting
import Testing

@Suite(.timeLimit(.minutes(1)))
struct EnergyTests {
    @Test func tiesGoToTheEvenWattHour() {
        let expected: [Int64: Int64] = [
            0: 0, 29: 0, 30: 0, 31: 1, 59: 1, 89: 1, 90: 2, 91: 2, 149: 2, 150: 2, 151: 3, 210: 4, -29: 0, -30: 0,
            -31: -1, -90: -2, -150: -2,
        ]
        for (wattMinutes, wattHours) in expected {
            #expect(Energy(wattMinutes: wattMinutes).roundedWattHours == wattHours, "\(wattMinutes)")
        }
    }

    @Test func roundingIsThatOfDecimalNumbers() {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<10_000 {
            let wattMinutes = Int64.random(in: -10_000_000...10_000_000, using: &generator)
            var exact = Decimal(wattMinutes) / 60
            var rounded = Decimal()
            NSDecimalRound(&rounded, &exact, 0, .bankers)
            #expect(Decimal(Energy(wattMinutes: wattMinutes).roundedWattHours) == rounded, "\(wattMinutes)")
        }
    }

    @Test(
        arguments: [
            (15_234, "15.234"), (8_500, "8.5"), (0, "0"), (-250, "-0.25"), (1, "0.001"), (10, "0.01"), (100, "0.1"),
            (12_000, "12"), (1_000_001, "1000.001"), (-15_020, "-15.02"),
        ] as [(Int64, String)])
    func kilowattHoursAreWrittenExactly(wattHours: Int64, text: String) {
        #expect(Energy(wattHours: wattHours).kilowattHours.description == text)
    }

    @Test func thousandthsReadBackAsTheSameDecimal() throws {
        var generator = SeededGenerator(seed: 4)
        for value in (0..<5_000).map({ _ in Int64.random(in: -5_000_000...5_000_000, using: &generator) }) + [
            .max, .min,
        ] {
            let text = ThousandthsText(thousandths: value).description
            let decimal = try #require(Decimal(string: text, locale: Locale(identifier: "en_US_POSIX")))
            #expect(decimal == Decimal(value) / 1_000, "\(text)")
            #expect(!text.contains(".") || !text.hasSuffix("0"), "\(text)")
        }
    }

    @Test func powersAndSumsAreWrittenInTheirUnits() {
        #expect(ApparentPower(voltAmperes: 6_500).kilovoltAmperes.description == "6.5")
        #expect((Energy(wattHours: 1) + Energy(wattMinutes: 30) - Energy(wattHours: 1)).wattMinutes == 30)
        #expect(Energy(wattHours: 15_234).description == "15.234 kWh")
    }

    @Test(arguments: UInt64(0)..<200)
    func roundedPartsAddUpToTheRoundedWhole(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var rounding = CumulativeRounding()
        var exact: Int64 = 0
        var given: Int64 = 0
        for _ in 0..<300 {
            let part = Int64.random(in: 0...100_000, using: &generator)
            exact += part
            let wattHours = rounding.wattHours(Energy(wattMinutes: part))
            given += wattHours
            #expect(given == Energy(wattMinutes: exact).roundedWattHours)
            #expect(abs(wattHours * 60 - part) <= 60, "a part is off by at most one Wh")
        }
    }
}
