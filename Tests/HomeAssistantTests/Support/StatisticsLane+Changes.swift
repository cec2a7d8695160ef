import Foundation
import MEDCore
import TestServers

@testable import MEDExporters

extension StatisticsLane {
    /// The changes of a statistic, kWh or EUR to a millionth, by the local date (and hour) at which they begin: cut by Home
    /// Assistant, read and dated by programs that are not ours. What did not change is left out.
    func changes(_ kind: StatisticKind, by period: String = "day") throws -> [String: Double] {
        let id = kind.id(of: pdl)
        let answer = try house.check("stats", id, "2020-01-01T00:00:00+01:00", "2027-01-01T00:00:00+01:00", period)
        let rows = (answer as? [String: [[String: Any]]])?[id] ?? []
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "Europe/Paris")
        formatter.dateFormat = period == "day" ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm xx"
        let reader = ISO8601DateFormatter()
        var changes: [String: Double] = [:]
        for row in rows {
            guard let start = (row["start"] as? String).flatMap(reader.date(from:)) else {
                throw TestServerError("a row without its start: \(row)")
            }
            let change = ((row["change"] as? Double ?? 0) * 1e6).rounded() / 1e6
            if change != 0 { changes[formatter.string(from: start), default: 0] += change }
        }
        return changes
    }

    /// Waits until a statistic shows these changes by day: what is acknowledged only is written a little later.
    ///
    /// - Throws: `TestServerError` with the days that differ.
    func shows(_ kind: StatisticKind, _ wanted: [String: Double]? = nil) async throws {
        let wanted = (wanted ?? expected).filter { $0.value != 0 }
        var last: [String: Double] = [:]
        do {
            try await Poll.until("\(kind) by day", timeout: .seconds(120)) {
                last = try changes(kind)
                return last == wanted
            }
        } catch is TestServerError {
            let days = Set(last.keys).union(wanted.keys).filter { last[$0] != wanted[$0] }.sorted()
            let words = days.prefix(8).map {
                "\($0): \(last[$0].map { "\($0)" } ?? "nothing"), wanted \(wanted[$0].map { "\($0)" } ?? "nothing")"
            }
            throw TestServerError("\(kind): \(days.count) days differ: \(words.joined(separator: "; "))")
        }
    }

    /// Puts statistics into the energy dashboard, with what they cost, and has Home Assistant look at it.
    ///
    /// - Throws: `TestServerError` with what Home Assistant finds wrong.
    func isCleanInTheDashboard(_ kinds: [(energy: StatisticKind, cost: StatisticKind)]) throws {
        let sources = kinds.map { "\($0.energy.id(of: pdl))=\($0.cost.id(of: pdl))" }.joined(separator: ",")
        _ = try house.check("set-prefs", sources)
        // Their exit statuses say whether it took them and whether there is any issue.
        _ = try house.check("validate")
    }
}
