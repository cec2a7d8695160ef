import MEDCore
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ContractHistoryTests {
    @Test func eachContractAppliesUntilTheNextOne() throws {
        let base = try Sample.contract(.base, from: "2023-01-01")
        let tempo = try Sample.contract(.tempo, from: "2024-06-15")
        let history = ContractHistory([tempo, base])
        #expect(history.contract(on: try Sample.day("2022-12-31")) == nil)
        #expect(history.contract(on: try Sample.day("2023-01-01")) == base)
        #expect(history.contract(on: try Sample.day("2024-06-14")) == base)
        #expect(history.contract(on: try Sample.day("2024-06-15")) == tempo)
    }

    @Test func firstDifferenceIsTheFirstDayWithAnotherContract() throws {
        let base = try Sample.contract(.base, from: "2023-01-01")
        let night = try Sample.contract(.hcHP, from: "2024-01-01", offPeak: "HC (22H30-6H30)")
        let other = try Sample.contract(.hcHP, from: "2024-01-01", offPeak: "HC (23H30-7H30)")
        let old = ContractHistory([base, night])
        #expect(old.firstDifference(from: old) == nil)
        #expect(ContractHistory([base, other]).firstDifference(from: old) == night.from)
        #expect(ContractHistory([base]).firstDifference(from: old) == night.from)
        #expect(ContractHistory().firstDifference(from: old) == base.from)
    }

    @Test func tariffsAreReadByTheirNames() {
        for tariff in Tariff.allCases { #expect(Tariff(name: tariff.name.lowercased()) == tariff) }
        #expect(Tariff(name: "EJP") == nil)
    }
}
