import Logging
import MEDCore

extension JeedomExporter {
    private struct Row: Decodable {
        let value: JeedomText
        let datetime: JeedomText
    }

    private struct Current: Decodable {
        let collectDate: JeedomText?
    }

    /// Reads back what a batch wrote: Jeedom answers `ok`, too, when the equipment is disabled or the value is outside the
    /// command's bounds, and keeps nothing then.
    ///
    /// What cannot be read (another key, another failure) stays acknowledged.
    func verify(_ batch: inout JeedomBatch, through client: JeedomClient) async throws {
        var unproven: Set<RecordKey> = []
        var written: Set<RecordKey> = []
        for command in batch.commands {
            let items = batch.accepted(of: command)
            written.formUnion(items.map(\.key))
            guard let range = Self.hours(of: items) else { continue }
            do {
                let rows = try await client.result(
                    client.requests.history(of: command, from: range.first, through: range.last),
                    as: JeedomList<Row>.self
                ).elements
                if rows.isEmpty {
                    unproven.formUnion(items.map(\.key))
                    guard try await isTaken(command, items, through: client) else {
                        await memory.forgetAll()
                        return batch.lose(Self.dropped(command))
                    }
                } else {
                    unproven.formUnion(Self.compare(items, with: rows, in: &batch))
                }
            } catch let failure as JeedomFailure {
                dependencies.logger.debug("not read back", metadata: ["reason": "\(failure.text)"])
                unproven.formUnion(items.map(\.key))
            } catch is ExporterFault {
                unproven.formUnion(items.map(\.key))
            }
        }
        for key in written.subtracting(unproven) { batch.verified(key, at: dependencies.now()) }
    }

    /// The whole hours around the events: Jeedom may have averaged them already.
    private static func hours(of items: [JeedomBatch.Item]) -> (first: JeedomDateTime, last: JeedomDateTime)? {
        guard let first = items.first?.event.at, let last = items.last?.event.at,
            let begin = JeedomDateTime(first.hour + ":00:00"), let end = JeedomDateTime(last.hour + ":59:59")
        else { return nil }
        return (begin, end)
    }

    /// Whether a command without history shows what came last.
    private func isTaken(
        _ command: Int, _ items: [JeedomBatch.Item], through client: JeedomClient
    ) async throws -> Bool {
        let current = try await client.result(client.requests.current(of: command), as: Current.self)
        guard let shown = current.collectDate?.text.flatMap({ JeedomDateTime($0) }) else { return false }
        let newest = await memory.newest(of: command)
        return items.contains { $0.event.at == shown } || newest?.at == shown
            || items.last?.event.at.map { $0 < shown } == true
    }

    /// Returns the records that are not proven; those that are not there at all are rejected.
    private static func compare(
        _ items: [JeedomBatch.Item], with rows: [Row], in batch: inout JeedomBatch
    ) -> Set<RecordKey> {
        var values: [String: [Double]] = [:]
        var hours: Set<Substring> = []
        for row in rows {
            guard let time = row.datetime.text else { continue }
            hours.insert(time.prefix(13))
            if let value = row.value.text.flatMap({ Double($0) }) { values[time, default: []].append(value) }
        }
        var unproven: Set<RecordKey> = []
        for item in items {
            guard let at = item.event.at, case .number(let number) = item.event.value else { continue }
            let wanted = Double(number.thousandths) / 1_000
            if values[at.text]?.contains(where: { abs($0 - wanted) < 0.000_5 }) == true { continue }
            unproven.insert(item.key)
            // A rounding or a formula of the command changes values, an average moves them within their hour.
            if !hours.contains(at.hour) { batch.dropped(item.key) }
        }
        return unproven
    }

    private static func dropped(_ command: Int) -> ExporterFault {
        .blocked(
            cause: LocalizedText(
                fr: "Jeedom a répondu ok pour la commande \(command), mais n'a rien gardé. Activez l'équipement, puis "
                    + "lancez « med test jeedom ».",
                en: "Jeedom answered ok for the command \(command), but kept nothing. Enable the equipment, then run "
                    + "\"med test jeedom\"."))
    }
}
