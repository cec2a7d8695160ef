import Foundation
import Logging
import MEDCore
import MEDHTTP
import Synchronization
import TestServers

@testable import MEDExporters

/// A store and a lane as an exporter sees them, and Home Assistant's fake at the other end.
final class StatisticsLane: Sendable {
    private struct Content {
        var documents: [Day: DayDocument] = [:]
        var states: [StreamID: [UInt8]] = [:]
        var delivered: Set<RecordKey> = []
        var revision: Int64 = 0
        var calls = 0
    }

    let statistics: HomeAssistantStatistics
    private let content = Mutex(Content())

    /// - Parameter ticks: Seconds that go by each time the clock is read.
    init(
        _ url: String, token: String = FakeHomeAssistant.token, ca: String? = nil, ticks: Int = 0,
        patience: Duration = .seconds(20), grace: Duration = .seconds(15)
    ) throws {
        var values: [String: ConfigurationValue] = ["url": .string(url), "token": .secret(Secret(token))]
        if let ca { values["ca_cert"] = .string(ca) }
        let configuration = ExporterConfiguration(instance: InstanceID(exporterKey: "home_assistant"), values: values)
        let api = fixture(try HomeAssistantAPI(configuration))
        let time = Mutex(fixture(UTCInstant("2026-11-21T10:00:00Z")))
        statistics = HomeAssistantStatistics(
            api,
            dependencies: ExporterDependencies(logger: Logger(label: "test"), installationID: "test") {
                time.withLock { time in
                    defer { time = time.advanced(bySeconds: ticks) }
                    return time
                }
            }, patience: patience, grace: grace)
    }

    /// Puts days into the store, each with a revision of its own.
    @discardableResult
    func store(_ documents: [DayDocument]) -> [DayDocument] {
        content.withLock { content in
            documents.map { document in
                content.revision += 1
                let stored = DayDocument(
                    pdl: document.pdl, direction: document.direction, day: document.day, readings: document.readings,
                    derived: document.derived, revision: content.revision, recordedAt: document.recordedAt)
                content.documents[document.day] = stored
                return stored
            }
        }
    }

    /// Exports a batch as the engine does, and keeps the state that comes back.
    @discardableResult
    func deliver(_ batch: [DayDocument]) async throws -> ExportResult {
        let (states, corrections, documents) = content.withLock { content in
            content.calls += 1
            return (content.states, content.delivered.intersection(batch.map(\.key)), content.documents)
        }
        let context = ExportContext(
            instance: InstanceID(exporterKey: "home_assistant"), states: states, corrections: corrections,
            history: { _, _, days in
                let found = documents.values.filter { days.contains($0.day) }.sorted { $0.day < $1.day }
                return AsyncThrowingStream { continuation in
                    for document in found { continuation.yield(document) }
                    continuation.finish()
                }
            })
        let result = try await statistics.export(batch, in: context)
        content.withLock { content in
            content.states.merge(result.states) { $1 }
            for document in batch {
                if case .delivered = result.outcome(for: document.key) { content.delivered.insert(document.key) }
            }
        }
        return result
    }

    /// Stores and exports.
    @discardableResult
    func send(_ documents: [DayDocument]) async throws -> ExportResult { try await deliver(store(documents)) }

    var calls: Int { content.withLock(\.calls) }

    /// What the lane has when a new epoch begins.
    func forget() { content.withLock { $0.states = [:] } }

    /// kWh by day, of the store.
    var expected: [String: Double] {
        content.withLock { content in
            var days: [String: Double] = [:]
            for document in content.documents.values {
                if let energy = document.energy {
                    days[document.day.description] = Double(energy.roundedWattHours) / 1_000
                }
            }
            return days
        }
    }
}

extension FakeHomeAssistant {
    private func ask(_ path: String, _ body: Any? = nil) async throws -> Any {
        let client = try SharedHTTPClient.client()
        let bytes = try body.map { Array(try JSONSerialization.data(withJSONObject: $0)) } ?? []
        let response = try await client.send(
            HTTPRequest(body == nil ? .get : .post, HTTPURL(url + path), body: bytes, deadline: .seconds(30)))
        return try JSONSerialization.jsonObject(with: Data(response.body), options: .fragmentsAllowed)
    }

    /// The change of each day of a statistic in kWh or EUR; days without change left out.
    func days(_ name: String, pdl: PDL = meter) async throws -> [String: Double] {
        let all = try await ask("/fake/days") as? [String: [String: Double]] ?? [:]
        return (all["myelectricaldata:\(pdl.digits)_\(name)"] ?? [:]).filter { $0.value != 0 }
    }

    /// Start in seconds, state, sum.
    func rows(_ name: String, pdl: PDL = meter) async throws -> [[Double?]] {
        let all = try await ask("/fake/rows") as? [String: [[Any]]] ?? [:]
        return (all["myelectricaldata:\(pdl.digits)_\(name)"] ?? []).map { $0.map { ($0 as? NSNumber)?.doubleValue } }
    }

    /// Every row by its statistic's id: start in seconds, state, sum.
    func allRows() async throws -> [String: [[Double?]]] {
        let all = try await ask("/fake/rows") as? [String: [[Any]]] ?? [:]
        return all.mapValues { rows in rows.map { $0.map { ($0 as? NSNumber)?.doubleValue } } }
    }

    func names() async throws -> [String] {
        (try await ask("/fake/rows") as? [String: Any] ?? [:]).keys.sorted()
    }

    func messages() async throws -> [String] { try await ask("/fake/messages") as? [String] ?? [] }

    func set(_ options: [String: Any]) async throws { _ = try await ask("/fake/set", options) }

    /// Another tool's hourly sums.
    func seed(_ name: String, _ rows: [(UTCInstant, Double)]) async throws {
        _ = try await ask(
            "/fake/seed",
            ["myelectricaldata:\(meter.digits)_\(name)": rows.map { [Double($0.0.secondsSinceEpoch), $0.1] }])
    }
}
