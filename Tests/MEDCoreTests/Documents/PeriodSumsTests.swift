import Foundation
import MEDCore
import MEDTesting
import Testing

struct PeriodSumsTests {
    private func derived(_ wattMinutes: Int64?, _ amounts: [RegisterAmount] = []) -> DerivedDay {
        var derived = DerivedDay(
            day: Day(number: 0), direction: .consumption, readings: DayReadings(), indexesAtEnd: nil, contract: nil)
        derived.energy = wattMinutes.map(Energy.init(wattMinutes:))
        derived.registers = amounts
        return derived
    }

    /// Random days of three years, some unknown, some without registers, prices or subscription.
    private func randomDays(_ random: inout SeededGenerator) -> [(Day, DerivedDay, UTCInstant)] {
        let first = Day(number: 19_700)
        return (0..<1_000).compactMap { offset in
            let day = first.advanced(by: offset)
            guard Int.random(in: 0..<10, using: &random) > 0 else { return nil }
            var entry = derived(
                Int.random(in: 0..<10, using: &random) == 0 ? nil : .random(in: 0...5_000_000, using: &random))
            if entry.energy != nil && Int.random(in: 0..<5, using: &random) > 0 {
                let registers: [TariffRegister] = offset < 500 ? [.base] : [.hc, .hp]
                entry.registers = registers.map { register in
                    let isPriced = Int.random(in: 0..<8, using: &random) > 0
                    let energy =
                        Int.random(in: 0..<4, using: &random) == 0 ? 0 : Int64.random(in: 0...9_999, using: &random)
                    return RegisterAmount(
                        register: register, energy: Energy(wattMinutes: energy),
                        cost: isPriced ? Cost(microEuros: .random(in: 0...9_999_999, using: &random)) : nil,
                        computed: offset < 700 ? nil : Energy(wattMinutes: energy + 1))
                }
            }
            if Bool.random(using: &random) {
                entry.subscription = Cost(microEuros: .random(in: 0...999_999, using: &random))
            }
            return (day, entry, Sample.instant.advanced(bySeconds: .random(in: 0...1_000_000, using: &random)))
        }
    }

    /// The same sums from the texts of dates: `2024-03` begins all days of a month, `2024` those of a year.
    @Test("Sums equal those that dates as texts give", arguments: PeriodUnit.allCases)
    func sums(_ unit: PeriodUnit) throws {
        var random = Proof.generator()
        let days = randomDays(&random)
        let range = Day(number: 19_710)...Day(number: 20_650)
        let pdl = try Sample.pdl()
        var sums = PeriodSums(pdl: pdl, direction: .consumption, by: unit, days: range)
        for (day, entry, instant) in days.shuffled(using: &random) { sums.add(day, entry, recordedAt: instant) }
        let totals = sums.totals
        let length = unit == .month ? 7 : 4
        let known = days.filter { range.contains($0.0) && $0.1.energy != nil }
        let names = Set(known.map { String($0.0.description.prefix(length)) }).sorted()
        #expect(totals.map(\.period.description) == names, "seed \(random.seed)")
        for total in totals {
            let mine = known.filter { $0.0.description.hasPrefix(total.period.description) }
            #expect(total.pdl == pdl)
            #expect(total.energy.wattMinutes == mine.reduce(0) { $0 + ($1.1.energy?.wattMinutes ?? 0) })
            #expect(total.knownDays == mine.count)
            #expect(total.expectedDays == range.count { $0.description.hasPrefix(total.period.description) })
            #expect(total.through.description == mine.map(\.0.description).max())
            #expect(total.recordedAt.secondsSinceEpoch == mine.map(\.2.secondsSinceEpoch).max())
            let subscriptions = mine.compactMap(\.1.subscription?.microEuros)
            #expect(total.subscriptionDays == subscriptions.count)
            #expect(total.subscription?.microEuros == (subscriptions.isEmpty ? nil : subscriptions.reduce(0, +)))
            let withRegisters = mine.filter { !$0.1.registers.isEmpty }
            #expect(total.registerDays == withRegisters.count)
            let priced = withRegisters.filter { day in
                day.1.registers.allSatisfy { $0.cost != nil || $0.energy.wattMinutes == 0 }
            }
            #expect(total.costDays == priced.count)
            let costs = priced.flatMap { $0.1.registers.compactMap { $0.cost?.microEuros } }
            #expect(total.energyCost?.microEuros == (priced.isEmpty ? nil : costs.reduce(0, +)))
            for register in TariffRegister.allCases {
                let all = withRegisters.flatMap(\.1.registers).filter { $0.register == register }
                let found = total.registers.first { $0.register == register }
                #expect((found == nil) == all.isEmpty)
                #expect((found?.energy.wattMinutes ?? 0) == all.reduce(0) { $0 + $1.energy.wattMinutes })
                let costs = priced.flatMap(\.1.registers).filter { $0.register == register }
                    .compactMap { $0.cost?.microEuros }
                #expect(found?.cost?.microEuros == (costs.isEmpty ? nil : costs.reduce(0, +)))
                let computed = all.compactMap { $0.computed?.wattMinutes }
                let expected = computed.count == all.count && !all.isEmpty ? computed.reduce(0, +) : nil
                #expect(found?.computed?.wattMinutes == expected)
            }
            let sum = total.registers.compactMap { $0.cost?.microEuros }.reduce(0, +)
            #expect(sum == total.energyCost?.microEuros ?? 0, "registers' costs add up")
        }
    }

    @Test func aDayWithoutEnergyIsNoDay() throws {
        let day = try Sample.day("2024-02-10")
        var sums = PeriodSums(
            pdl: try Sample.pdl(), direction: .consumption, by: .month, days: Period.year(2024).days)
        sums.add(day, derived(nil), recordedAt: Sample.instant)
        #expect(sums.totals.isEmpty)
        sums.add(day.next, derived(0), recordedAt: Sample.instant)
        let total = try #require(sums.totals.first)
        #expect(total.energy == .zero)
        #expect((total.knownDays, total.expectedDays) == (1, 29))
        #expect(total.registers.isEmpty)
        #expect(total.energyCost == nil)
        #expect(total.subscription == nil)
        #expect(!total.isComplete)
    }

    @Test func periodsOfARange() throws {
        let first = try Sample.day("2023-12-31")
        let months = PeriodUnit.month.periods(in: first...(try Sample.day("2024-03-01")))
        #expect(months.map(\.description) == ["2023-12", "2024-01", "2024-02", "2024-03"])
        #expect(PeriodUnit.year.periods(in: first...first.next).map(\.description) == ["2023", "2024"])
        #expect(PeriodUnit.year.periods(in: first...first).map(\.unit) == [.year])
        #expect(months.map(\.unit) == [.month, .month, .month, .month])
    }
}
