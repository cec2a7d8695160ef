import Foundation
import Logging
import MEDCore
import MEDDelivery
import MEDExporters
import MEDStore
import MEDStoreSQLite

/// Half-hours from a SQLite store to a real VictoriaMetrics, as the engine delivers them.
///
///     VictoriaMetricsBench make DATABASE METERS DAYS      fills a store
///     VictoriaMetricsBench lines DATABASE FILE            writes the same samples as ready-made JSON lines
///     VictoriaMetricsBench deliver DATABASE URL           delivers, and prints how long that took
@main
struct VictoriaMetricsBench {
    private static let now = UTCInstant(secondsSinceEpoch: Int64(Date().timeIntervalSince1970))

    static func main() async throws {
        let arguments = CommandLine.arguments
        switch arguments.dropFirst().first {
        case "make" where arguments.count == 5:
            try await make(arguments[2], meters: Int(arguments[3]) ?? 1, days: Int(arguments[4]) ?? 1)
        case "lines" where arguments.count == 4: try await lines(arguments[2], arguments[3])
        case "deliver" where arguments.count == 4: try await deliver(arguments[2], arguments[3])
        default:
            print("usage: VictoriaMetricsBench make DATABASE METERS DAYS | lines DATABASE FILE | deliver DATABASE URL")
            exit(2)
        }
    }

    private static func make(_ path: String, meters: Int, days: Int) async throws {
        let store = try SQLiteStore(path: path)
        var random = SystemRandomNumberGenerator()
        let first = Day(containing: now).advanced(by: -days - 1)
        for meter in 0..<meters {
            guard let pdl = PDL(String(format: "%014d", 10_000_000_000_000 + meter)) else { continue }
            let entries = (0..<days).map { offset in
                let day = first.advanced(by: offset)
                let slots = stride(from: 0, to: day.lengthInMinutes, by: 30).map {
                    LoadSlot(startMinute: $0, minutes: 30, watts: .random(in: 60...9_000, using: &random))
                }
                return MeterReadings.Entry(day: day, readings: DayReadings(curve: LoadCurve(slots: slots)))
            }
            _ = try await store.importReadings(
                [MeterReadings(pdl: pdl, direction: .consumption, days: entries)],
                from: ImportSource(name: "\(meter)"), contracts: [:], at: now)
        }
    }

    /// Through the exporter's own preview, so that both sides post the same points in the same shape.
    private static func lines(_ path: String, _ file: String) async throws {
        let store = try SQLiteStore(path: path)
        let exporter = try exporter("http://127.0.0.1:1")
        FileManager.default.createFile(atPath: file, contents: nil)
        let output = try FileHandle(forWritingTo: URL(fileURLWithPath: file))
        for meter in try await store.meters() {
            let days = try await store.documents(
                of: meter.pdl, .consumption, days: Day(number: 0)...Day(number: 100_000))
            for message in exporter.preview(days) { try output.write(contentsOf: Data(message.body)) }
        }
        try output.close()
    }

    private static func deliver(_ path: String, _ url: String) async throws {
        let store = try SQLiteStore(path: path)
        let setup = InstanceSetup(exporter: VictoriaMetricsExporter.self, configuration: configuration(url))
        let runner = InstanceRunner(
            setup, exporter: try exporter(url), store: store, worker: .random(),
            logger: Logger(label: "bench") { StreamLogHandler.standardError(label: $0) })
        var before = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &before)
        let start = ContinuousClock.now
        try await runner.deliverOnce()
        let elapsed = start.duration(to: .now) / .seconds(1)
        var after = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &after)
        guard try await store.lanes(of: setup.instance).allSatisfy(\.isAtHead) else { fatalError("not delivered") }
        let cpu = Self.seconds(after) - Self.seconds(before)
        print(
            "{\"name\":\"med\",\"seconds\":\(elapsed),\"cpu_seconds\":\(cpu),"
                + "\"peak_rss_mb\":\(Double(after.ru_maxrss) / 1_024)}")
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

    private static func exporter(_ url: String) throws -> VictoriaMetricsExporter {
        try VictoriaMetricsExporter(
            configuration: configuration(url),
            dependencies: ExporterDependencies(
                logger: Logger(label: "bench") { StreamLogHandler.standardError(label: $0) }, installationID: "bench",
                now: { UTCInstant(secondsSinceEpoch: Int64(Date().timeIntervalSince1970)) }))
    }
}
