import Foundation
import Logging
import MEDCore
import MEDDelivery
import MEDExporters
import MEDStore
import MEDStoreSQLite
import MEDTesting

/// Half-hours from a SQLite store to a real VictoriaMetrics, as the engine delivers them.
///
///     VictoriaMetricsBench make DATABASE METERS DAYS      fills a store
///     VictoriaMetricsBench record DATABASE FOLDER         keeps the bodies that delivering posts, as they are posted
///     VictoriaMetricsBench deliver DATABASE URL           delivers, and prints when the last 2xx came
@main
struct VictoriaMetricsBench {
    private static let now = UTCInstant(secondsSinceEpoch: Int64(Date().timeIntervalSince1970))

    static func main() async throws {
        let arguments = CommandLine.arguments
        switch arguments.dropFirst().first {
        case "make" where arguments.count == 5:
            try await make(arguments[2], meters: Int(arguments[3]) ?? 1, days: Int(arguments[4]) ?? 1)
        case "record" where arguments.count == 4: try await record(arguments[2], arguments[3])
        case "deliver" where arguments.count == 4: try await deliver(arguments[2], arguments[3])
        default:
            print(
                "usage: VictoriaMetricsBench make DATABASE METERS DAYS | record DATABASE FOLDER | deliver DATABASE URL")
            exit(2)
        }
    }

    private static func make(_ path: String, meters: Int, days: Int) async throws {
        let store = try SQLiteStore(path: path)
        var random = SystemRandomNumberGenerator()
        let first = Day(containing: now).advanced(by: -days - 1)
        var halfHours = 0
        for meter in 0..<meters {
            guard let pdl = PDL(String(format: "%014ld", 10_000_000_000_000 + meter)) else { continue }
            let entries = (0..<days).map { offset in
                let day = first.advanced(by: offset)
                let slots = stride(from: 0, to: day.lengthInMinutes, by: 30).map {
                    LoadSlot(startMinute: $0, minutes: 30, watts: .random(in: 60...9_000, using: &random))
                }
                halfHours += slots.count
                return MeterReadings.Entry(day: day, readings: DayReadings(curve: LoadCurve(slots: slots)))
            }
            _ = try await store.importReadings(
                [MeterReadings(pdl: pdl, direction: .consumption, days: entries)],
                from: ImportSource(name: "\(meter)"), contracts: [:], at: now)
        }
        print(halfHours)
    }

    /// Delivers to a peer that takes everything and lets nothing be read, and keeps what it took, byte by byte.
    private static func record(_ path: String, _ folder: String) async throws {
        let peer = try HTTPPeer { [.response($0.target.hasPrefix("/api/v1/import") ? 204 : 403)] }
        let lastWrite = LastWrite()
        try await run(try SQLiteStore(path: path), "http://127.0.0.1:\(peer.port)", lastWrite)
        let bodies = peer.requests.filter { $0.target.hasPrefix("/api/v1/import") }.map(\.body)
        guard bodies.count == lastWrite.writes else { fatalError("\(bodies.count) bodies, not \(lastWrite.writes)") }
        for (index, body) in bodies.enumerated() {
            try Data(body).write(to: URL(fileURLWithPath: folder + String(format: "/body-%04d", index)))
        }
        print("\(bodies.count) requests, \(bodies.reduce(0) { $0 + $1.count } / 1_000) kB as they are posted")
    }

    private static func deliver(_ path: String, _ url: String) async throws {
        var before = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &before)
        let start = ContinuousClock.now
        let lastWrite = LastWrite()
        try await run(try SQLiteStore(path: path), url, lastWrite)
        let elapsed = start.duration(to: .now) / .seconds(1)
        var after = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &after)
        guard let instant = lastWrite.instant else { fatalError("nothing was written") }
        let cpu = Self.seconds(after) - Self.seconds(before)
        print(
            "{\"name\":\"med\",\"last_write\":\(instant),\"writes\":\(lastWrite.writes),\"verified_seconds\":\(elapsed),"
                + "\"cpu_seconds\":\(cpu),\"peak_rss_mb\":\(Double(after.ru_maxrss) / 1_024)}")
    }

    private static func run(_ store: SQLiteStore, _ url: String, _ lastWrite: LastWrite) async throws {
        let setup = InstanceSetup(exporter: VictoriaMetricsExporter.self, configuration: configuration(url))
        let logger = Logger(label: "bench") { _ in BenchLog(lastWrite: lastWrite) }
        let exporter = try VictoriaMetricsExporter(
            configuration: setup.configuration,
            dependencies: ExporterDependencies(logger: logger, installationID: "bench") {
                UTCInstant(secondsSinceEpoch: Int64(Date().timeIntervalSince1970))
            })
        let runner = InstanceRunner(setup, exporter: exporter, store: store, worker: .random(), logger: logger)
        try await runner.deliverOnce()
        guard try await store.lanes(of: setup.instance).allSatisfy(\.isAtHead) else { fatalError("not delivered") }
    }

    private static func seconds(_ usage: rusage) -> Double {
        Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
            + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
    }

    private static func configuration(_ url: String) -> ExporterConfiguration {
        ExporterConfiguration(
            instance: InstanceID(exporterKey: "victoriametrics"), values: ["push.url": .string(url)],
            manifest: VictoriaMetricsExporter.manifest)
    }
}
