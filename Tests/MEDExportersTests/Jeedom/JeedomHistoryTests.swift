import Foundation
import MEDCore
import MEDExporters
import TestServers
import Testing

/// The history by JSON-RPC, over real sockets.
@Suite(.timeLimit(.minutes(2)))
struct JeedomHistoryTests {
    /// A year of days whose values tell their day.
    private static func year(_ first: String = "2024-01-01", days: Int = 366) -> [ConsumptionData] {
        let first = fixture(Day(first))
        return (0..<days).map { index in
            let day = first.advanced(by: index)
            let (hc, hp) = (Int64(3_000 + index), Int64(7_000 + 2 * index))
            let peak = MaxPower(
                power: ApparentPower(voltAmperes: Int32(4_000 + index)),
                instant: day.instant(minuteOfDay: (index * 7) % 1_440))
            return ConsumptionData(
                document(
                    day, wattHours: hc + hp,
                    registers: [(.hc, Energy(wattHours: hc)), (.hp, Energy(wattHours: hp))], maxPower: peak))
        }
    }

    /// Delivers batch by batch as the engine does, and keeps the lane's state.
    private static func deliver(
        _ days: [ConsumptionData], by exporter: JeedomExporter, state: inout [UInt8]
    ) async throws {
        for begin in stride(from: 0, to: days.count, by: JeedomExporter.manifest.batchLimit) {
            let batch = Array(days[begin..<min(begin + JeedomExporter.manifest.batchLimit, days.count)])
            let context = ExportContext(
                instance: InstanceID(exporterKey: "jeedom"), states: [.pdl(batch[0].pdl): state])
            let result = try await exporter.exportConsumption(batch, in: context)
            #expect(result.interruption == nil)
            for day in batch {
                #expect(result.outcome(for: day.document.key) == .delivered(.verified(at: recorded)), "\(day.date)")
            }
            state = result.states[.pdl(batch[0].pdl)] ?? state
        }
    }

    /// What Foundation's calendar makes of an instant.
    private static func local(_ instant: UTCInstant) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "Europe/Paris")
        formatter.dateFormat = "yyyy-MM-dd HH:mm:ss"
        return formatter.string(from: Date(timeIntervalSince1970: Double(instant.secondsSinceEpoch)))
    }

    @Test func aYearEndsWithTheNewestAsCurrentAndEveryDayInTheHistory() async throws {
        let box = try jeedom()
        defer { withExtendedLifetime(box) {} }
        let days = Self.year()
        var state: [UInt8] = []
        try await Self.deliver(days, by: box.exporter(), state: &state)
        #expect(box.command(456)?.value == .number(11.095), "10,000 + 3 × 365 Wh")
        #expect(box.command(456)?.collectDate == "2024-12-31 00:00:00")
        #expect(box.command(457)?.value == .number(3.365))
        #expect(box.command(458)?.value == .number(7.73))
        #expect(box.command(460)?.value == .number(4.365))
        for id in [456, 457, 458, 460] { #expect(box.history(of: id).count == 366, "\(id)") }
        for (index, day) in days.enumerated() {
            let midnight = "\(day.date) 00:00:00"
            #expect(Double(box.history(of: 456)[midnight] ?? "") == Double(10_000 + 3 * index) / 1_000, "\(midnight)")
            let peak = try #require(day.maxPower)
            #expect(
                Double(box.history(of: 460)[Self.local(peak.instant)] ?? "") == Double(4_000 + index) / 1_000,
                "\(midnight)")
        }
        let before = box.events.count
        // Another process, which knows the lane's state only: a correction of an old day.
        let old = document(
            fixture(Day("2024-03-05")), wattHours: 99_000,
            registers: [(.hc, Energy(wattHours: 40_000)), (.hp, Energy(wattHours: 59_000))])
        try await Self.deliver([ConsumptionData(old)], by: box.exporter(), state: &state)
        #expect(box.history(of: 456)["2024-03-05 00:00:00"] == "99")
        #expect(box.history(of: 456).count == 366)
        #expect(box.command(456)?.value == .number(11.095))
        #expect(box.command(456)?.collectDate == "2024-12-31 00:00:00")
        #expect(box.command(457)?.value == .number(3.365))
        #expect(
            box.events.dropFirst(before).map(\.datetime) == [
                "2024-03-05 00:00:00", "2024-03-05 00:00:00", "2024-03-05 00:00:00", "2024-12-31 00:00:00",
                "2024-12-31 00:00:00", "2024-12-31 00:00:00",
            ])
        // The newest day itself is corrected: that becomes the current value.
        let newest = document(
            fixture(Day("2024-12-31")), wattHours: 12_345,
            registers: [(.hc, Energy(wattHours: 345)), (.hp, Energy(wattHours: 12_000))])
        try await Self.deliver([ConsumptionData(newest)], by: box.exporter(), state: &state)
        #expect(box.command(456)?.value == .number(12.345))
        print("Jeedom: \(days.count) days, \(box.requests.count) requests over \(box.connections) connections")
    }

    @Test func daysGoFromTheOldestToTheNewestAndTheNewestOnceMore() async throws {
        let box = try jeedom()
        defer { withExtendedLifetime(box) {} }
        let exporter = try box.exporter([
            "commands.consumption_hc": .string(""), "commands.consumption_hp": .string(""),
        ])
        let days = ["2024-01-20", "2024-01-03", "2024-01-11"].map { ConsumptionData(document(fixture(Day($0)))) }
        _ = try await exporter.exportConsumption(days, in: jeedomContext)
        #expect(
            box.events.map(\.datetime) == [
                "2024-01-03 00:00:00", "2024-01-11 00:00:00", "2024-01-20 00:00:00", "2024-01-20 00:00:00",
            ])
    }

    @Test func aSecondTimeChangesNothing() async throws {
        let box = try jeedom()
        defer { withExtendedLifetime(box) {} }
        let days = Self.year(days: 20)
        var state: [UInt8] = []
        try await Self.deliver(days, by: box.exporter(), state: &state)
        let (history, value) = (box.history(of: 456), box.command(456)?.value)
        try await Self.deliver(days, by: box.exporter(), state: &state)
        #expect(box.history(of: 456) == history)
        #expect(box.command(456)?.value == value)
    }

    /// Published first, as the engine does: a back-fill shows the newest day from its first batch on.
    @Test func aBackfillNeverLeavesAnOldDayAsCurrent() async throws {
        let box = try jeedom()
        defer { withExtendedLifetime(box) {} }
        let exporter = try box.exporter()
        let days = Self.year(days: 120)
        let latest = days[119].document
        _ = try await exporter.publish(
            CurrentState(
                CurrentDocuments(
                    meters: [
                        MeterState(pdl: meter, direction: .consumption, latestDay: latest, latestPeak: latest)
                    ]), at: recorded))
        _ = try await exporter.exportConsumption(Array(days[0..<50]), in: jeedomContext)
        #expect(box.command(456)?.collectDate == "\(latest.day) 00:00:00")
        #expect(box.command(456)?.value == .number(10.357))
        #expect(box.history(of: 456).count == 51)
        #expect(box.command(460)?.value == .number(4.119))
    }

    /// The newest day is published, then delivered: once is enough.
    @Test func whatWasPublishedAMomentAgoIsNotSentAgain() async throws {
        let box = try jeedom()
        defer { withExtendedLifetime(box) {} }
        let exporter = try box.exporter()
        _ = try await exporter.publish(fullState())
        let before = box.writes.count
        let result = try await exporter.exportConsumption([ConsumptionData(document())], in: jeedomContext)
        #expect(box.writes.count == before)
        #expect(result.outcome(for: document().key) == .delivered(.verified(at: recorded)))
        _ = try await exporter.publish(fullState())
        #expect(box.writes.count == before, "nothing changed")
        await exporter.forgetPublished()
        _ = try await exporter.publish(fullState())
        #expect(box.writes.count == 2 * before)
    }

    @Test func aWithdrawnDayIsNoLongerTheNewest() async throws {
        let box = try jeedom()
        defer { withExtendedLifetime(box) {} }
        var state: [UInt8] = []
        try await Self.deliver(Self.year(days: 10), by: box.exporter(), state: &state)
        // Its import was undone: no value is left.
        let gone = document(fixture(Day("2024-01-10")), wattHours: nil, tariff: nil, registers: [])
        let context = ExportContext(instance: InstanceID(exporterKey: "jeedom"), states: [.pdl(meter): state])
        let result = try await box.exporter().exportConsumption([ConsumptionData(gone)], in: context)
        #expect(result.outcome(for: gone.key) == .skipped(.noValue))
        let exporter = try box.exporter()
        let old = document(fixture(Day("2024-01-04")), wattHours: 1_000, registers: [])
        let after = ExportContext(
            instance: InstanceID(exporterKey: "jeedom"), states: [.pdl(meter): result.states[.pdl(meter)] ?? []])
        _ = try await exporter.publish(
            CurrentState(
                CurrentDocuments(meters: [
                    MeterState(
                        pdl: meter, direction: .consumption, latestDay: Self.year(days: 9)[8].document)
                ]), at: recorded))
        _ = try await exporter.exportConsumption([ConsumptionData(old)], in: after)
        #expect(box.command(456)?.collectDate == "2024-01-09 00:00:00")
    }

    @Test func archivingKeepsEveryDayAndACorrectionReplacesItsOwn() async throws {
        let clock = TestClock()
        let box = try jeedom(clock: clock)
        defer { withExtendedLifetime(box) {} }
        let days = Self.year("2024-01-01", days: 14)
        var state: [UInt8] = []
        try await Self.deliver(days, by: box.exporter(), state: &state)
        box.archive()
        #expect(box.history(of: 456).count == 14)
        let old = document(fixture(Day("2024-01-05")), wattHours: 50_000, registers: [])
        try await Self.deliver([ConsumptionData(old)], by: box.exporter(), state: &state)
        box.archive()
        #expect(box.history(of: 456)["2024-01-05 00:00:00"] == "50")
        #expect(box.history(of: 456).count == 14)
    }

    @Test func aSmoothedPeakMovesToItsHourAndStillCounts() async throws {
        let box = try jeedom([
            linky { $0.commands = $0.commands.map { $0.with { $0.smoothing = nil } } }
        ])
        defer { withExtendedLifetime(box) {} }
        let exporter = try box.exporter()
        let peak = MaxPower(
            power: ApparentPower(voltAmperes: 6_500), instant: fixture(UTCInstant("2024-01-10T18:42:07Z")))
        let day = document(fixture(Day("2024-01-10")), maxPower: peak)
        box.intercept { request in
            // As if the hourly job came between writing and reading back.
            if String(decoding: request.body, as: UTF8.self).contains("cmd::getHistory") { box.archive() }
            return nil
        }
        let result = try await exporter.exportConsumption([ConsumptionData(day)], in: jeedomContext)
        #expect(box.history(of: 460) == ["2024-01-10 19:00:00": "6.5"])
        #expect(result.outcome(for: day.key) == .delivered(.acknowledged))
        box.intercept(nil)
    }

    @Test func aDayWithoutACommandIsTurnedOff() async throws {
        let box = try jeedom()
        defer { withExtendedLifetime(box) {} }
        let none = Dictionary(uniqueKeysWithValues: pageCommands.keys.map { ($0, ConfigurationValue.string("")) })
        let result = try await box.exporter(none).exportConsumption([ConsumptionData(document())], in: jeedomContext)
        #expect(result.outcome(for: document().key) == .skipped(.turnedOff))
        #expect(box.requests.isEmpty)
    }

    @Test func theVirtualPluginTakesNoHistory() async throws {
        let box = try jeedom()
        defer { withExtendedLifetime(box) {} }
        let result = try await box.virtualExporter().exportConsumption(
            [ConsumptionData(document())], in: jeedomContext)
        guard case .skipped = result.outcome(for: document().key) else {
            Issue.record("it has to be skipped")
            return
        }
        #expect(box.requests.isEmpty)
    }
}
