import MEDCore
import MEDTesting
import Testing

@testable import MEDSources

/// A simulated year: the calls of one installation, and what its store holds of every day.
@Suite(.timeLimit(.minutes(10)))
struct NationalYearTests {
    /// The country: what RTE would say of a day at an instant.
    struct World: Sendable {
        private let colors: [Day: TempoColor]
        private let preSignals: [Day: TempoColor]
        /// Days whose official colour comes at 15:00, and days on which it changes at 11:15.
        let late: Set<Day>
        let changing: Set<Day>
        /// Days on which RTE does not answer from 08:00 to 20:00.
        let outages: Set<Day>

        init(_ days: ClosedRange<Day>, seed: UInt64) {
            var generator = SeededGenerator(seed: seed)
            func some(_ percent: Int) -> Set<Day> {
                Set(days.filter { _ in Int.random(in: 0..<100, using: &generator) < percent })
            }
            late = some(3)
            changing = some(3)
            outages = some(2)
            let all = TempoColor.allCases
            colors = Dictionary(uniqueKeysWithValues: days.map { ($0, all[Int.random(in: 0..<3, using: &generator)]) })
            preSignals = Dictionary(
                uniqueKeysWithValues: days.map { ($0, all[Int.random(in: 0..<3, using: &generator)]) })
        }

        func truth(_ day: Day) -> TempoColor? { colors[day] }

        func color(_ day: Day, at now: UTCInstant) -> TempoColor? {
            let eve = day.previous
            if late.contains(day) {
                return now >= eve.instant(minuteOfDay: 900) ? colors[day] : nil
            }
            if changing.contains(day), now < eve.instant(minuteOfDay: 675) {
                return now >= eve.instant(minuteOfDay: 630) ? preSignals[day] : nil
            }
            if now >= eve.instant(minuteOfDay: 630) { return colors[day] }
            return now >= eve.instant(minuteOfDay: 400) ? preSignals[day] : nil
        }

        func isOut(at now: UTCInstant) -> Bool {
            let local = ParisTime.localTime(at: now)
            return outages.contains(local.day) && (480..<1_200).contains(local.minuteOfDay)
        }
    }

    @Test(arguments: [1])
    func aYear(seed: UInt64) async throws {
        let first = try day("2025-03-15")
        let last = first.advanced(by: 365)
        let world = World(TempoSeason(containing: first).days.lowerBound...last.advanced(by: 3), seed: seed)
        let tempo = ScriptedTempo("rte") {
            (days: ClosedRange<Day>, now: UTCInstant) throws(GatewayFault) -> TempoAnswer in
            if world.isOut(at: now) { throw .test(.transient(retryAfter: nil)) }
            var entries = TempoEntries(asked: days, at: now)
            for day in days { entries.add(day, world.color(day, at: now)) }
            return entries.answer
        }
        let ecowatt = ScriptedEcowatt("rte") { world.isOut(at: $0) ? .test(.transient(retryAfter: nil)) : nil }
        let store = NationalMemoryStore()
        var now = first.start.advanced(bySeconds: 40_000)
        var looks = 0
        var finalByNoon = 0
        var inspected = first.next.instant(minuteOfDay: 721)
        var restarts = 0
        // One for each, so that an hour of EcoWatt does not cost a look at a season of Tempo.
        var synchronizer = NationalSynchronizer(tempo: [tempo], ecowatt: [], store: store, seed: seed)
        let hourly = NationalSynchronizer(tempo: [], ecowatt: [ecowatt], store: store, seed: seed)
        var hour = now
        while hour < last.start {
            looks += 1
            hour = try #require(await hourly.look(at: hour).nextLook)
        }
        while now < last.start {
            let report = await synchronizer.look(at: now)
            #expect(report.corrections == [])
            looks += 1
            // The program is restarted now and then; nothing but the store survives.
            if looks.isMultiple(of: 97) {
                restarts += 1
                synchronizer = NationalSynchronizer(tempo: [tempo], ecowatt: [], store: store, seed: seed)
            }
            let next = try #require(report.nextLook)
            #expect(next > now)
            if next >= inspected {
                let tomorrow = Day(containing: inspected).next
                let stored = await store.tempoDays[tomorrow]
                let isOrdinary = !world.late.contains(tomorrow) && !world.outages.contains(tomorrow.previous)
                if isOrdinary {
                    #expect(stored?.color == world.truth(tomorrow) && stored?.isFinal == true, "\(tomorrow)")
                    finalByNoon += 1
                } else if world.late.contains(tomorrow) {
                    #expect(stored == nil, "\(tomorrow)")
                }
                inspected = tomorrow.instant(minuteOfDay: 721)
            }
            now = next
        }
        // Unknown never became a colour, and every day's colour is the true one, final.
        let stored = await store.tempoDays
        for day in TempoSeason(containing: first).days.lowerBound..<last {
            #expect(stored[day]?.color == world.truth(day) && stored[day]?.isFinal == true, "\(day)")
        }
        #expect(await store.writes.flatMap { $0 }.allSatisfy { $0.color != nil })

        let tempoCalls = Dictionary(grouping: await tempo.calls) { Day(containing: $0.at) }.mapValues(\.count)
        let ecowattCalls = await ecowatt.calls
        let perDay = Dictionary(grouping: ecowattCalls) { Day(containing: $0) }.mapValues(\.count)
        let histogram = Dictionary(grouping: tempoCalls.values) { $0 }.mapValues(\.count).sorted { $0.key < $1.key }
        print("seed \(seed): \(looks) looks, \(restarts) restarts, final by 12:01 on \(finalByNoon) days")
        print("Tempo calls a day: \(histogram.map { "\($0.key)×\($0.value) days" }.joined(separator: ", "))")
        let total = tempoCalls.values.reduce(0, +)
        print("in all \(total) Tempo calls, \(ecowattCalls.count) EcoWatt calls, on \(tempoCalls.count) days")
        let ordinary = tempoCalls.filter {
            !world.late.contains($0.key.next) && !world.outages.contains($0.key) && $0.key > first
        }
        #expect(ordinary.values.allSatisfy { $0 == 3 })
        #expect(tempoCalls.values.allSatisfy { $0 <= 12 })
        #expect(zip(ecowattCalls, ecowattCalls.dropFirst()).allSatisfy { $1.seconds(since: $0) >= 900 })
        for (day, count) in perDay where !world.outages.contains(day) && day > first {
            #expect(abs(count - day.lengthInMinutes / 60) <= 1, "\(day): \(count)")
        }
        let spring = try perDay[day("2025-03-30")]
        let autumn = try perDay[day("2025-10-26")]
        print("EcoWatt calls on 2025-03-30: \(spring ?? -1), on 2025-10-26: \(autumn ?? -1)")
    }
}
