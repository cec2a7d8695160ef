import Foundation
import Logging
import MEDCore
import Synchronization
import TestServers
import Testing

@testable import MEDExporters

/// A PDL of its own on the Home Assistant that `MED_HOME_ASSISTANT` names, and the store and the lane in front of it.
final class StatisticsLane: Sendable {
    private struct Content {
        var documents: [Day: DayDocument] = [:]
        var states: [StreamID: [UInt8]] = [:]
        var delivered: Set<RecordKey> = []
        var revision: Int64 = 0
        var calls = 0
    }

    let pdl: PDL
    let statistics: HomeAssistantStatistics
    let house: HomeAssistantInstance
    private let content = Mutex(Content())
    private let begin = ContinuousClock.now

    /// - Parameter number: Makes the PDL; what an earlier run left of it is removed.
    init(_ number: Int) async throws {
        house = try HomeAssistantInstance()
        pdl = fixture(PDL("\(30_000_000_000_000 + number)"))
        let configuration = ExporterConfiguration(
            instance: InstanceID(exporterKey: "home_assistant"),
            values: [
                "url": .string(try house.value("HA_URL")), "token": .secret(Secret(try house.value("HA_TOKEN"))),
            ])
        // The day on which these days are the past, whenever this runs.
        let (today, begin) = (fixture(UTCInstant("2026-11-21T10:00:00Z")), begin)
        statistics = HomeAssistantStatistics(
            try #require(try HomeAssistantAPI(configuration)),
            dependencies: ExporterDependencies(logger: Logger(label: "test"), installationID: "test") {
                today.advanced(by: ContinuousClock.now - begin)
            })
        if try await statistics.retract([pdl]) > 0 { try await settle() }
    }

    /// A day with an official total and registers, with prices; without `registers` a third of it off-peak.
    func day(
        _ day: Day, wattHours: Int64, _ direction: Direction = .consumption, curve: LoadCurve? = nil,
        tariff: Tariff = .hcHP, registers: [(TariffRegister, Int64)]? = nil
    ) -> DayDocument {
        var readings = DayReadings(officialEnergy: Energy(wattHours: wattHours))
        if let curve { readings.curve = curve }
        var derived = DerivedDay(day: day, direction: direction, readings: readings, indexesAtEnd: nil, contract: nil)
        if direction == .consumption {
            let low = wattHours / 3
            derived.tariff = tariff
            derived.registers = (registers ?? [(.hc, low), (.hp, wattHours - low)]).map { register, energy in
                RegisterAmount(
                    register: register, energy: Energy(wattHours: energy),
                    cost: Cost(microEuros: energy * Self.price(register)))
            }
        }
        return DayDocument(
            pdl: pdl, direction: direction, day: day, readings: readings, derived: derived,
            recordedAt: UTCInstant(secondsSinceEpoch: 0))
    }

    /// µEUR a Wh.
    static func price(_ register: TariffRegister) -> Int64 { 150 + 10 * Int64(register.rawValue) }

    /// Stores them and calls the exporter, as the engine does, until every record is delivered.
    func send(_ documents: [DayDocument]) async throws {
        var waiting = content.withLock { content in
            documents.map { document in
                content.revision += 1
                let stored = DayDocument(
                    pdl: document.pdl, direction: document.direction, day: document.day, readings: document.readings,
                    derived: document.derived, revision: content.revision, recordedAt: document.recordedAt)
                content.documents[document.day] = stored
                return stored
            }
        }
        let end = ContinuousClock.now + .seconds(300)
        while !waiting.isEmpty {
            guard .now < end else { throw TestServerError("\(waiting.count) days are not delivered within 5 minutes") }
            do {
                waiting = try await call(waiting)
            } catch ExporterFault.unreachable(_, let reason) {
                // A slow machine: the engine comes again too.
                print("not yet: \(reason.english)")
                try await Task.sleep(for: .seconds(1))
            }
        }
    }

    /// - Returns: What is not delivered yet.
    private func call(_ batch: [DayDocument]) async throws -> [DayDocument] {
        let context = content.withLock { content in
            content.calls += 1
            let stored = content.documents
            return ExportContext(
                instance: InstanceID(exporterKey: "home_assistant"), states: content.states,
                corrections: content.delivered.intersection(batch.map(\.key)),
                history: { _, direction, days in
                    let found = stored.values.filter { $0.direction == direction && days.contains($0.day) }
                        .sorted { $0.day < $1.day }
                    return AsyncThrowingStream { continuation in
                        for document in found { continuation.yield(document) }
                        continuation.finish()
                    }
                })
        }
        let result = try await statistics.export(batch, in: context)
        return content.withLock { content in
            content.states.merge(result.states) { $1 }
            return batch.filter { document in
                guard case .delivered = result.outcome(for: document.key) else { return true }
                content.delivered.insert(document.key)
                return false
            }
        }
    }

    /// What the lane has when a new epoch begins.
    func forget() {
        content.withLock { content in
            content.states = [:]
            content.delivered = []
        }
    }

    /// Days, calls and seconds until now.
    func figures() -> String {
        let (days, calls) = content.withLock { ($0.documents.count, $0.calls) }
        let seconds = (ContinuousClock.now - begin).components.seconds
        return "\(days) days, \(calls) calls, \(seconds) s"
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

    /// Rows of another tool.
    func seed(_ kind: StatisticKind, _ rows: [StatisticRow]) async throws {
        try await statistics.withSession { try await $0.importRows(rows, kind, of: pdl) }
        try await settle()
    }

    /// Waits until everything is written.
    func settle() async throws { _ = try house.check("wait-recorder") }
}
