import Foundation
import MEDCore
import MEDStore
import MEDStoreSQLite

/// Re-evaluates ten years of half-hours of one PDL with a new contract and new prices: in memory, and in a store, where
/// every day is read, derived, hashed and written back in one transaction. `TariffBench <database>`.
@main
struct TariffBench {
    static func main() async throws {
        guard CommandLine.arguments.count == 2, let pdl = PDL("01234567890123"), let first = Day("2014-01-01"),
            let last = Day("2023-12-31")
        else {
            FileHandle.standardError.write(Data("usage: TariffBench <new database>\n".utf8))
            exit(2)
        }
        let days = (first...last).map { day in
            let slots = stride(from: 0, to: day.lengthInMinutes, by: 30).map {
                LoadSlot(startMinute: $0, minutes: 30, watts: .random(in: 60..<9_000))
            }
            return MeterReadings.Entry(day: day, readings: DayReadings(curve: LoadCurve(slots: slots)))
        }
        let store = try SQLiteStore(path: CommandLine.arguments[1])
        let now = UTCInstant(secondsSinceEpoch: Int64(Date().timeIntervalSince1970))
        let old = ContractHistory([
            Contract(from: first, tariff: .hcHP, offPeakHours: OffPeakHours("HC (22H30-6H30)"))
        ])
        _ = try await store.importReadings(
            [MeterReadings(pdl: pdl, direction: .consumption, days: days)], from: ImportSource(name: "bench"),
            contracts: [pdl: old], at: now)
        _ = try await store.write(
            (first.previous...last).map {
                TempoData(
                    day: $0, color: TempoColor.allCases[Int($0.number) % 3], isFinal: true, recordedAt: now)
            }, at: now)

        for (name, contract) in [("weekend and holidays", try offer(from: first)), ("Tempo", tempo(from: first))] {
            let history = ContractHistory([contract])
            let colors = (first.previous...last).reduce(into: [Day: TempoColor]()) {
                $0[$1] = TempoColor.allCases[Int($1.number) % 3]
            }
            var known = 0
            let memory = ContinuousClock().measure {
                for entry in days {
                    let derived = DerivedDay(
                        day: entry.day, direction: .consumption, readings: entry.readings, indexesAtEnd: nil,
                        contract: history.contract(on: entry.day), tempoColors: colors)
                    if derived.energyCost != nil { known += 1 }
                }
            }
            let start = ContinuousClock.now
            let revised = try await store.rederive(pdl, contracts: history, at: now)
            let stored = start.duration(to: .now)
            guard known == days.count, revised == days.count else {
                throw BenchFailure(found: "\(known) days with a cost, \(revised) of \(days.count) revised")
            }
            print("\(name): \(days.count) days re-evaluated in \(memory) in memory, in \(stored) in the store")
            guard stored < .seconds(1) else { throw BenchFailure(found: "\(stored), the limit is 1 s") }
        }
    }

    /// Off-peak at minutes that are on no half-hour, on weekends and holidays, with a price list a year.
    private static func offer(from first: Day) throws -> Contract {
        guard let hours = OffPeakHours("HC (1H36-7H06;12H36-15H06)") else { throw BenchFailure(found: "no hours") }
        let prices = (0..<10).map { year in
            PriceList(
                from: first.advanced(by: 365 * year),
                perKilowattHour: [
                    .hc: Cost(microEuros: 160_000 + Int64(year) * 5_000),
                    .hp: Cost(microEuros: 210_000 + Int64(year) * 7_000),
                ], subscriptionPerMonth: Cost(microEuros: 15_470_000))
        }
        return Contract(
            from: first, tariff: .hcHP, offPeak: OffPeakSchedule(hours: hours, weekends: true, holidays: .france),
            prices: prices)
    }

    private static func tempo(from first: Day) -> Contract {
        let prices = Tariff.tempo.registers.reduce(into: [TariffRegister: Cost]()) {
            $0[$1] = Cost(microEuros: 100_000 * Int64($1.rawValue))
        }
        return Contract(
            from: first, tariff: .tempo, offPeakHours: nil,
            prices: [PriceList(from: first, perKilowattHour: prices)])
    }
}

struct BenchFailure: Error {
    let found: String
}
