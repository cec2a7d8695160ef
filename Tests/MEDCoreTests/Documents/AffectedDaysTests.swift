import MEDCore
import Testing

@Suite(.timeLimit(.minutes(1)))
struct AffectedDaysTests {
    private func range(_ lower: String, _ upper: String) throws -> ClosedRange<Day> {
        (try Sample.day(lower))...(try Sample.day(upper))
    }

    @Test func readingsTouchTheirDay() throws {
        let known = try range("2024-01-01", "2024-01-31")
        #expect(
            affectedDays(of: .readings(try Sample.day("2024-01-15")), within: known)
                == (try range("2024-01-15", "2024-01-15")))
        #expect(affectedDays(of: .readings(try Sample.day("2024-02-15")), within: known) == nil)
    }

    @Test func countersAlsoEndTheDayBefore() throws {
        let known = try range("2024-01-01", "2024-01-31")
        #expect(
            affectedDays(of: .indexes(atStartOf: try Sample.day("2024-01-15")), within: known)
                == (try range("2024-01-14", "2024-01-15")))
        #expect(
            affectedDays(of: .indexes(atStartOf: try Sample.day("2024-02-01")), within: known)
                == (try range("2024-01-31", "2024-01-31")))
        #expect(
            affectedDays(of: .indexes(atStartOf: try Sample.day("2024-01-01")), within: known)
                == (try range("2024-01-01", "2024-01-01")))
    }

    @Test func colourAlsoHoldsUntilSixOfTheNextDay() throws {
        let known = try range("2024-01-01", "2024-01-31")
        #expect(
            affectedDays(of: .tempo(try Sample.day("2024-01-15")), within: known)
                == (try range("2024-01-15", "2024-01-16")))
        #expect(
            affectedDays(of: .tempo(try Sample.day("2024-01-31")), within: known)
                == (try range("2024-01-31", "2024-01-31")))
        #expect(
            affectedDays(of: .tempo(try Sample.day("2023-12-31")), within: known)
                == (try range("2024-01-01", "2024-01-01")))
    }

    @Test func contractsTouchEverythingFromTheFirstDifferenceOn() throws {
        let known = try range("2024-01-01", "2024-01-31")
        let base = try Sample.contract(.base, from: "2023-01-01")
        let night = try Sample.contract(.hcHP, from: "2024-01-20", offPeak: "HC (22H30-6H30)")
        let late = try Sample.contract(.hcHP, from: "2024-02-01", offPeak: "HC (22H30-6H30)")
        let old = ContractHistory([base])
        #expect(affectedDays(of: .contracts(from: old, to: old), within: known) == nil)
        #expect(affectedDays(of: .contracts(from: old, to: ContractHistory([base, late])), within: known) == nil)
        #expect(
            affectedDays(of: .contracts(from: old, to: ContractHistory([base, night])), within: known)
                == (try range("2024-01-20", "2024-01-31")))
        #expect(affectedDays(of: .contracts(from: ContractHistory(), to: old), within: known) == known)
    }

    @Test func aNewPriceTouchesTheDaysThatHaveIt() throws {
        let known = try range("2024-01-01", "2024-03-31")
        func history(_ prices: [(String, Int64)], contractFrom: String = "2023-01-01") throws -> ContractHistory {
            ContractHistory([
                Contract(
                    from: try Sample.day(contractFrom), tariff: .base,
                    prices: try prices.map {
                        PriceList(from: try Sample.day($0.0), perKilowattHour: [.base: Cost(microEuros: $0.1)])
                    })
            ])
        }
        let old = try history([("2023-01-01", 200_000), ("2024-03-01", 250_000)])
        func affected(_ new: ContractHistory) -> ClosedRange<Day>? {
            affectedDays(of: .contracts(from: old, to: new), within: known)
        }
        #expect(
            affected(try history([("2023-01-01", 200_000), ("2024-02-01", 240_000), ("2024-03-01", 250_000)]))
                == (try range("2024-02-01", "2024-02-29")))
        #expect(
            affected(try history([("2023-01-01", 200_000), ("2024-03-01", 260_000)]))
                == (try range("2024-03-01", "2024-03-31")))
        #expect(affected(old) == nil)
        #expect(
            affected(try history([("2023-01-01", 200_000), ("2024-02-01", 200_000), ("2024-03-01", 250_000)])) == nil,
            "a list that repeats the prices changes nothing")
        #expect(
            affected(try history([("2022-01-01", 200_000), ("2024-03-01", 250_000)], contractFrom: "2022-01-01"))
                == nil,
            "nothing is known of the days before")
    }

    @Test func aCorrectedContractTouchesItsOwnDays() throws {
        let known = try range("2024-01-01", "2024-01-31")
        let first = try Sample.contract(.hcHP, from: "2023-01-01", offPeak: "HC (22H30-6H30)")
        let wrong = try Sample.contract(.hcHP, from: "2024-01-10", offPeak: "HC (22H30-6H00)")
        let right = try Sample.contract(.hcHP, from: "2024-01-10", offPeak: "HC (23H30-7H30)")
        let last = try Sample.contract(.base, from: "2024-01-20")
        #expect(
            affectedDays(
                of: .contracts(
                    from: ContractHistory([first, wrong, last]), to: ContractHistory([first, right, last])),
                within: known) == (try range("2024-01-10", "2024-01-19")))
    }
}
