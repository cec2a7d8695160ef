import FoundationEssentials
import MEDCore
import MEDHTTP

/// An authenticated connection to Home Assistant's WebSocket API: one command at a time, with rising ids.
final class HomeAssistantSession {
    /// What `auth_ok` said.
    let version: HomeAssistantVersion
    private let socket: WebSocket
    private var lastID = 0

    /// Answers `auth_required` with the token.
    ///
    /// - Throws: `HomeAssistantFailure.badToken`, `HTTPFault`.
    static func open(_ socket: WebSocket, token: Secret) async throws -> HomeAssistantSession {
        _ = try await answer(from: socket, to: "auth", type: "auth_required")
        try await socket.send(HomeAssistantMessages.auth(token))
        let (_, answer) = try await answer(from: socket, to: "auth", type: "auth_ok")
        return HomeAssistantSession(socket, HomeAssistantVersion(answer.version ?? ""))
    }

    private init(_ socket: WebSocket, _ version: HomeAssistantVersion) {
        self.socket = socket
        self.version = version
    }

    /// Sends a command and waits for its result.
    ///
    /// - Throws: `HomeAssistantFailure`, `HTTPFault`.
    func call<Value: Decodable>(
        _ command: String, returning: Value.Type = Value.self, _ message: (_ id: Int) -> String
    ) async throws -> Value {
        lastID += 1
        try await socket.send(message(lastID))
        while true {
            let (text, answer) = try await Self.answer(from: socket, to: command, type: nil)
            guard answer.type == "result", answer.id == lastID else { continue }
            guard answer.success == true else {
                throw HomeAssistantFailure.refused(
                    command: command, code: answer.error?.code ?? "unknown", message: answer.error?.message ?? "")
            }
            guard let result = try? JSONDecoder().decode(HomeAssistantResult<Value>.self, from: Data(text.utf8)) else {
                throw HomeAssistantFailure.unreadable(command)
            }
            return result.result
        }
    }

    private static func answer(
        from socket: WebSocket, to command: String, type: String?
    ) async throws -> (String, HomeAssistantAnswer) {
        guard let message = try await socket.receive() else {
            throw HTTPFault(.connectionLost, "Home Assistant closed the connection")
        }
        guard case .text(let text) = message,
            let answer = try? JSONDecoder().decode(HomeAssistantAnswer.self, from: Data(text.utf8))
        else { throw HomeAssistantFailure.unreadable(command) }
        if answer.type == "auth_invalid" { throw HomeAssistantFailure.badToken }
        if let type, answer.type != type { throw HomeAssistantFailure.unreadable(command) }
        return (text, answer)
    }
}

extension HomeAssistantSession {
    /// Queues rows of a statistic: Home Assistant's answer does not mean that they are written.
    func importRows(_ rows: [StatisticRow], _ kind: StatisticKind, of pdl: PDL) async throws {
        // Far below the limit of a message, 4 MiB. Home Assistant writes a message's rows as a whole, and its queue does not
        // count the one at which it is: it has to be done with it while we are patient, at 300 rows a second too.
        for start in stride(from: 0, to: rows.count, by: 1_000) {
            _ = try await call("recorder/import_statistics", returning: NoResult.self) {
                HomeAssistantMessages.importStatistics(
                    id: $0, kind, of: pdl, rows: rows[start..<min(start + 1_000, rows.count)], version: version)
            }
        }
    }

    /// Whether everything that was queued is written.
    func isIdle() async throws -> Bool {
        let info = try await call("recorder/info", returning: RecorderInfo.self) {
            HomeAssistantMessages.recorderInfo(id: $0)
        }
        return info.backlog == 0
    }

    /// The sums that Home Assistant holds, by statistic and in order, in millionths.
    func sums(
        of kinds: [StatisticKind], _ pdl: PDL, from start: UTCInstant, to end: UTCInstant, period: String = "hour"
    ) async throws -> [StatisticKind: [(start: UTCInstant, sum: Int64)]] {
        let ids = Dictionary(uniqueKeysWithValues: kinds.map { ($0.id(of: pdl), $0) })
        let rows = try await call(
            "recorder/statistics_during_period", returning: [String: [StatisticSum]].self
        ) {
            HomeAssistantMessages.sums(id: $0, of: ids.keys.sorted(), from: start, to: end, period: period)
        }
        var sums: [StatisticKind: [(start: UTCInstant, sum: Int64)]] = [:]
        for (id, rows) in rows {
            guard let kind = ids[id] else { continue }
            sums[kind] = rows.compactMap { row in
                guard let sum = row.sum, sum.magnitude < 1e12 else { return nil }
                return (UTCInstant(secondsSinceEpoch: row.start / 1_000), Int64((sum * 1e6).rounded()))
            }
        }
        return sums
    }

    /// The last sum before an instant, in millionths; a statistic without one is not there.
    func lastSums(of kinds: [StatisticKind], _ pdl: PDL, before end: UTCInstant) async throws -> [StatisticKind: Int64]
    {
        // Mostly near, mostly nothing: the whole past is asked for by the month only, then by the hour where it ends.
        let near = end.advanced(bySeconds: -40 * 86_400)
        var found = try await sums(of: kinds, pdl, from: near, to: end).compactMapValues(\.last?.sum)
        let others = kinds.filter { found[$0] == nil }
        guard !others.isEmpty else { return found }
        let long = UTCInstant(utcYear: 2000, month: 1, day: 1)
        let months = try await sums(of: others, pdl, from: long, to: near, period: "month")
        for (kind, rows) in months {
            guard let month = rows.last else { continue }
            // Months are cut in Home Assistant's own time zone.
            let start = month.start.advanced(bySeconds: -2 * 86_400)
            found[kind] = try await sums(of: [kind], pdl, from: start, to: near)[kind]?.last?.sum
        }
        return found
    }
}
