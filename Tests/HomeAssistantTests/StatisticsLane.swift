import FoundationEssentials
import Logging
import MEDCore
import Synchronization
import Testing

@testable import MEDExporters

/// A PDL of its own on the Home Assistant that `MED_HOME_ASSISTANT` names, and the store and the lane in front of it.
final class StatisticsLane: Sendable {
    private struct Content {
        var documents: [Day: DayDocument] = [:]
        var states: [StreamID: [UInt8]] = [:]
        var delivered: Set<RecordKey> = []
        var revision: Int64 = 0
    }

    let pdl: PDL
    let statistics: HomeAssistantStatistics
    private let content = Mutex(Content())

    init() throws {
        let folder = try #require(ProcessInfo.processInfo.environment["MED_HOME_ASSISTANT"])
        let text = try String(contentsOfFile: folder + "/run/env", encoding: .utf8)
        var settings: [String: String] = [:]
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: "=", maxSplits: 1)
            if parts.count == 2 { settings[String(parts[0])] = String(parts[1]) }
        }
        pdl = try #require(PDL(String((0..<14).map { _ in "0123456789".randomElement() ?? "0" })))
        let configuration = ExporterConfiguration(
            instance: InstanceID(exporterKey: "home_assistant"),
            values: [
                "url": .string(try #require(settings["HA_URL"])),
                "token": .secret(Secret(try #require(settings["HA_TOKEN"]))),
            ])
        statistics = HomeAssistantStatistics(
            try #require(try HomeAssistantAPI(configuration)),
            dependencies: ExporterDependencies(logger: Logger(label: "test"), installationID: "test") {
                UTCInstant(secondsSinceEpoch: Int64(Date.now.timeIntervalSince1970))
            },
            // On a busy machine Home Assistant needs minutes for what takes it a second otherwise.
            patience: .seconds(200), budget: .seconds(200))
    }

    /// A day with an official total and its registers, with prices.
    func day(_ day: Day, wattHours: Int64, _ direction: Direction = .consumption) -> DayDocument {
        let readings = DayReadings(officialEnergy: Energy(wattHours: wattHours))
        var derived = DerivedDay(day: day, direction: direction, readings: readings, indexesAtEnd: nil, contract: nil)
        if direction == .consumption {
            let low = wattHours / 3
            derived.tariff = .hcHP
            derived.registers = [
                RegisterAmount(
                    register: .hc, energy: Energy(wattHours: low), cost: Cost(microEuros: low * 205)),
                RegisterAmount(
                    register: .hp, energy: Energy(wattHours: wattHours - low),
                    cost: Cost(microEuros: (wattHours - low) * 271)),
            ]
        }
        return DayDocument(
            pdl: pdl, direction: direction, day: day, readings: readings, derived: derived,
            recordedAt: UTCInstant(secondsSinceEpoch: 0))
    }

    /// Stores and exports; every record has to be read back.
    func send(_ documents: [DayDocument]) async throws {
        let (batch, context) = content.withLock { content in
            let batch = documents.map { document in
                content.revision += 1
                let stored = DayDocument(
                    pdl: document.pdl, direction: document.direction, day: document.day, readings: document.readings,
                    derived: document.derived, revision: content.revision, recordedAt: document.recordedAt)
                content.documents[document.day] = stored
                return stored
            }
            let stored = content.documents
            return (
                batch,
                ExportContext(
                    instance: InstanceID(exporterKey: "home_assistant"), states: content.states,
                    corrections: content.delivered.intersection(batch.map(\.key)),
                    history: { _, _, days in
                        let found = stored.values.filter { days.contains($0.day) }.sorted { $0.day < $1.day }
                        return AsyncThrowingStream { continuation in
                            for document in found { continuation.yield(document) }
                            continuation.finish()
                        }
                    })
            )
        }
        let result = try await statistics.export(batch, in: context)
        for document in batch {
            let outcome = result.outcome(for: document.key)
            if case .delivered(.verified) = outcome { continue }
            Issue.record("\(document.day): \(String(describing: outcome))")
        }
        content.withLock { content in
            content.states.merge(result.states) { $1 }
            content.delivered.formUnion(batch.map(\.key))
        }
    }

    /// kWh by day, of the store.
    var expected: [String: Double] {
        content.withLock { content in
            Dictionary(
                uniqueKeysWithValues: content.documents.values.map {
                    ($0.day.description, Double($0.energy?.roundedWattHours ?? 0) / 1_000)
                })
        }
    }

    private struct Change: Decodable {
        let start: Int64
        let change: Double?
    }

    /// The change of each day as Home Assistant cuts it (its time zone is Europe/Paris), to a millionth.
    func changes(_ kind: StatisticKind) async throws -> [String: Double] {
        let id = kind.id(of: pdl)
        let rows = try await statistics.withSession { session in
            try await session.call("recorder/statistics_during_period", returning: [String: [Change]].self) { number in
                """
                {"id":\(number),"type":"recorder/statistics_during_period","start_time":"2020-01-01T00:00:00+01:00",\
                "statistic_ids":["\(id)"],"period":"day","types":["change"]}
                """
            }
        }
        var changes: [String: Double] = [:]
        for row in rows[id] ?? [] {
            let day = Day(containing: UTCInstant(secondsSinceEpoch: row.start / 1_000))
            let change = ((row.change ?? 0) * 1e6).rounded() / 1e6
            if change != 0 { changes[day.description] = change }
        }
        return changes
    }

    /// Rows of another tool.
    func seed(_ kind: StatisticKind, _ rows: [StatisticRow]) async throws {
        try await statistics.withSession { session in
            try await session.importRows(rows, kind, of: pdl)
            while try await !session.isIdle() {}
        }
    }
}
