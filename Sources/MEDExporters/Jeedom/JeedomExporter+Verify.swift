import Logging
import MEDCore

extension JeedomExporter {
    private struct Row: Decodable {
        let value: JeedomText
        let datetime: JeedomText
    }

    private struct Place: Decodable {
        let eqLogic_id: JeedomText
        let isHistorized: JeedomText
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
                let doubtful = Self.compare(items, with: rows)
                if doubtful.isEmpty { continue }
                unproven.formUnion(doubtful.map(\.item.key))
                let place = try await place(of: command, through: client)
                guard place.isEnabled else {
                    await memory.forgetAll()
                    return batch.lose(Self.dropped(command))
                }
                guard place.isHistorized else { continue }
                for doubt in doubtful where doubt.isMissing { batch.dropped(doubt.item.key) }
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

    /// Whether a command's equipment takes values, and whether the command keeps them.
    private func place(
        of command: Int, through client: JeedomClient
    ) async throws -> (isEnabled: Bool, isHistorized: Bool) {
        let place = try await client.result(
            client.requests.call("cmd::byId") { $0.member("id", command) }, as: Place.self)
        guard let id = place.eqLogic_id.text.flatMap({ Int($0) }) else { throw JeedomFailure(.foreign) }
        return (try await equipment(id, through: client).isEnabled, place.isHistorized.isOn)
    }

    /// The events that the history does not show as they were sent: with another value, in another minute of their hour,
    /// or not at all.
    private static func compare(
        _ items: [JeedomBatch.Item], with rows: [Row]
    ) -> [(item: JeedomBatch.Item, isMissing: Bool)] {
        var values: [String: [Double]] = [:]
        var hours: Set<Substring> = []
        for row in rows {
            guard let time = row.datetime.text else { continue }
            hours.insert(time.prefix(13))
            if let value = row.value.text.flatMap({ Double($0) }) { values[time, default: []].append(value) }
        }
        return items.compactMap { item in
            guard let at = item.event.at, case .number(let number) = item.event.value else { return nil }
            let wanted = Double(number.thousandths) / 1_000
            if values[at.text]?.contains(where: { abs($0 - wanted) < 0.000_5 }) == true { return nil }
            // A rounding or a formula of the command changes values, an average moves them within their hour.
            return (item, !hours.contains(at.hour))
        }
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
