import Foundation
import MEDCore
import MEDDelivery
import MEDExporters
import MEDStore
import MEDStoreSQLite
import MEDTesting

/// Delivers ten years of two meters to a real broker and to a webhook on the loopback, with two black holes beside them and
/// without: one that makes no connection, one that takes requests and never answers, both for 30 s. Pairs of runs in
/// turning order; prints each, the medians and their ratio, and fails above 1.10.
///
/// The CPU time is the process', the setting-up of a run left out.
///
///     IsolationBench MQTT_PORT FOLDER [ROUNDS]
@main
struct IsolationBench {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count >= 3, let port = Int(arguments[1]) else {
            FileHandle.standardError.write(Data("usage: IsolationBench MQTT_PORT FOLDER [ROUNDS]\n".utf8))
            exit(2)
        }
        let rounds = arguments.count > 3 ? Int(arguments[3]) ?? 7 : 7
        let bench = IsolationBench(brokerPort: port, folder: arguments[2])
        // One run that does not count: caches, the store's file, the broker's memory.
        _ = try await bench.run(withHoles: false, name: "warm")
        var without: [Run] = []
        var with: [Run] = []
        for round in 0..<rounds {
            for isWith in round.isMultiple(of: 2) ? [false, true] : [true, false] {
                let run = try await bench.run(withHoles: isWith, name: "\(round)-\(isWith)")
                if isWith { with.append(run) } else { without.append(run) }
            }
            let (alone, beside) = (without[round], with[round])
            print(
                "round \(round + 1): \(rate(alone.seconds)) records/s and \(number(alone.cpu)) s of CPU alone, "
                    + "\(rate(beside.seconds)) and \(number(beside.cpu)) s beside the black holes, "
                    + "ratio of the times \(number(beside.seconds / alone.seconds))")
        }
        let ratio = median(zip(with, without).map { $0.seconds / $1.seconds })
        print(
            "median: \(rate(median(without.map(\.seconds)))) records/s and \(number(median(without.map(\.cpu)))) s of CPU "
                + "alone, \(rate(median(with.map(\.seconds)))) and \(number(median(with.map(\.cpu)))) s beside the black "
                + "holes; median ratio of the pairs \(number(ratio)) (target: 1.10 or less)")
        guard ratio <= 1.10 else { exit(1) }
    }

    private struct Run {
        /// From the start of the service until the healthy exporters have delivered everything.
        let seconds: Double
        let cpu: Double
    }

    private static let days = 3_650
    private static let meters = 2
    /// To each of the two that are healthy.
    private static let records = days * meters * 2

    private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
    private static func number(_ value: Double) -> String { String(format: "%.3f", value) }
    private static func rate(_ seconds: Double) -> Int { Int(Double(records) / seconds) }

    let brokerPort: Int
    let folder: String

    private func run(withHoles: Bool, name: String) async throws -> Run {
        let store = try SQLiteStore(path: "\(folder)/\(name).sqlite")
        let now = UTCInstant(secondsSinceEpoch: Int64(Date().timeIntervalSince1970))
        let first = Day(number: 16_000)
        for meter in 0..<Self.meters {
            guard let pdl = PDL(String(format: "%014ld", 9_876_543_210_000 + meter)) else { fatalError("no PDL") }
            let days = (0..<Self.days).map { offset in
                MeterReadings.Entry(
                    day: first.advanced(by: offset),
                    readings: DayReadings(officialEnergy: Energy(wattHours: 5_000 + Int64(offset))))
            }
            _ = try await store.importReadings(
                [MeterReadings(pdl: pdl, direction: .consumption, days: days)], from: ImportSource(name: "bench"),
                contracts: [:], at: now)
        }
        let receiver = try HTTPPeer { _ in [.response(204)] }
        let (deaf, silent) = (try HTTPPeer { _ in [.hold] }, try SilentPeer())
        var setups = [
            setup(
                MQTTExporter.self, "mqtt",
                [
                    "host": .string("127.0.0.1"), "port": .integer(brokerPort), "history": .boolean(true),
                    "topic_prefix": .string(name),
                ]), webhook("webhook", receiver.url("/hook")),
        ]
        if withHoles {
            setups += [
                webhook("webhook.deaf", deaf.url("/hook")),
                webhook("webhook.silent", "http://127.0.0.1:\(silent.port)/hook"),
            ]
        }
        let service = ExportService(
            store: store, setups: setups, installationID: "bench",
            logger: .init(label: "bench") { _ in SilentLog() })
        let cpuBefore = Self.cpuSeconds()
        let start = ContinuousClock.now
        let task = Task { try await service.run() }
        for instance in ["mqtt", "webhook"] { try await delivered(InstanceID(instance), in: store) }
        let seconds = start.duration(to: .now) / .seconds(1)
        let cpu = Self.cpuSeconds() - cpuBefore
        guard !receiver.requests.isEmpty, withHoles == !deaf.requests.isEmpty else {
            fatalError("\(receiver.requests.count) requests to the healthy webhook, \(deaf.requests.count) to the hole")
        }
        task.cancel()
        try await task.value
        withExtendedLifetime((receiver, deaf, silent)) {}
        return Run(seconds: seconds, cpu: cpu)
    }

    private static func cpuSeconds() -> Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
            + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
    }

    private func webhook(_ instance: String, _ url: String) -> InstanceSetup {
        setup(
            WebhookExporter.self, instance,
            ["url": .string(url), "timeout": .integer(30), "exports": .list(["consumption"])])
    }

    private func setup(
        _ exporter: any Exporter.Type, _ instance: String, _ values: [String: ConfigurationValue]
    ) -> InstanceSetup {
        InstanceSetup(
            exporter: exporter,
            configuration: ExporterConfiguration(
                instance: InstanceID(instance), values: values, manifest: exporter.manifest), start: .full)
    }

    private func delivered(_ instance: InstanceID, in store: SQLiteStore) async throws {
        let changes = store.changes()
        func isDelivered() async throws -> Bool {
            let lanes = try await store.lanes(of: instance)
            return !lanes.isEmpty && lanes.allSatisfy { $0.isAtHead && $0.retrying == 0 && $0.dead == 0 }
        }
        if try await isDelivered() { return }
        for await _ in changes where try await isDelivered() { return }
    }
}
