import Foundation
import MEDCore
import MEDSources
import MEDStore
import MEDStoreSQLite

/// Imports a load-curve file of the Enedis portal into a fresh store, from the CSV to the committed rows, and prints
/// what that took: `ImportBench <portal.csv> <database>`.
@main
struct ImportBench {
    static func main() async throws {
        guard CommandLine.arguments.count == 3 else {
            FileHandle.standardError.write(Data("usage: ImportBench <portal.csv> <database>\n".utf8))
            exit(2)
        }
        let store = try SQLiteStore(path: CommandLine.arguments[2])
        let start = ContinuousClock.now
        let file = try EnedisFile.read(path: CommandLine.arguments[1])
        let parsed = ContinuousClock.now
        let summary = try await store.importReadings(
            file.meters, from: ImportSource(name: file.name), contracts: [:],
            at: UTCInstant(secondsSinceEpoch: Int64(Date().timeIntervalSince1970)))
        let seconds = Self.seconds(start.duration(to: .now))
        let days = file.meters.reduce(0) { $0 + $1.days.count }
        guard summary.newDays == days, file.issues.isEmpty else {
            throw BenchFailure(found: "\(summary.newDays) of \(days) days, \(file.issues.count) bad lines")
        }
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        print(
            "{\"rows\": \(file.statistics.points), \"seconds\": \(seconds), "
                + "\"parse_seconds\": \(Self.seconds(start.duration(to: parsed))), "
                + "\"rows_per_s\": \(Int(Double(file.statistics.points) / seconds)), "
                + "\"peak_rss_mb\": \(Double(usage.ru_maxrss) / 1024)}")
    }

    private static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    }
}

struct BenchFailure: Error {
    let found: String
}
