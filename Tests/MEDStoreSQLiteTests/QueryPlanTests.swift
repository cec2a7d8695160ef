import Foundation
import GRDB
import MEDCore
import MEDStore
import MEDTesting
import Synchronization
import Testing

@testable import MEDStoreSQLite

/// The statements that run at every import and every delivery use indexes: none walks a table that grows with the years.
@Suite(.timeLimit(.minutes(1)))
struct QueryPlanTests {
    private final class Statements: Sendable {
        private let texts = Mutex<Set<String>>([])
        var all: Set<String> { texts.withLock { $0 } }
        func add(_ text: String) { texts.withLock { _ = $0.insert(text) } }
    }

    @Test func noStatementOfADeliveryScansWhatGrows() async throws {
        let folder = try TemporaryFolder()
        let statements = Statements()
        let store = try SQLiteStore(path: folder.database)
        try await store.pool.writeWithoutTransaction { database in
            database.trace { event in
                if case .statement(let statement) = event { statements.add(statement.sql) }
            }
        }
        try await deliver(with: store)
        let texts = statements.all.filter { text in
            ["SELECT", "DELETE", "UPDATE", "INSERT"].contains { text.hasPrefix($0) }
        }
        #expect(texts.count > 12)
        try await expectBounded(Array(texts), in: store)
    }

    @Test func noStatementOfAReaderOrASourceScansWhatGrows() async throws {
        let folder = try TemporaryFolder()
        let statements = Statements()
        let store = try SQLiteStore(path: folder.database)
        let trace: @Sendable (Database) -> Void = { database in
            database.trace { event in
                if case .statement(let statement) = event { statements.add(statement.sql) }
            }
        }
        try await store.pool.writeWithoutTransaction { trace($0) }
        // Reads that follow each other use one connection.
        try await store.pool.read { trace($0) }
        let pdl = SampleReadings.randomPDL()
        let days = SampleReadings.firstDay...SampleReadings.firstDay.advanced(by: 10)
        for watts: Int32 in [1, 2] {
            _ = try await store.importReadings(
                [MeterReadings(pdl: pdl, direction: .consumption, days: SampleReadings.days(5, watts: watts))],
                from: ImportSource(name: "gateway", kind: .gateway), contracts: [:],
                at: UTCInstant(utcYear: 2024, month: 6, day: 1))
        }
        try await store.setSourceMemory([1], for: "plan")
        #expect(try await store.sourceMemory("plan") == [1])
        #expect(try await store.coverage(of: pdl, .consumption, days: days).count == 11)
        #expect(try await store.totals(of: pdl, .consumption, by: .month, days: days).count == 1)
        #expect(try await store.documents(of: pdl, .consumption, days: days).count == 5)
        let texts = statements.all.filter { text in
            ["SELECT", "DELETE", "UPDATE", "INSERT"].contains { text.hasPrefix($0) }
        }
        #expect(texts.contains { $0.hasPrefix("SELECT day, derived") })
        #expect(texts.contains { $0.hasPrefix("SELECT day, readings, energy IS NOT NULL") })
        #expect(texts.contains { $0.hasPrefix("DELETE FROM contribution WHERE stream") })
        try await expectBounded(Array(texts), in: store)
    }

    private func expectBounded(_ texts: [String], in store: SQLiteStore) async throws {
        for text in texts {
            let plan = try await store.pool.read { database in
                try Row.fetchAll(
                    database, sql: "EXPLAIN QUERY PLAN " + text, arguments: .init(Self.anything(for: text))
                )
                .map { $0["detail"] as String }
            }
            let walks = plan.filter { step in
                let isOfHistory = ["day_record", "contribution", "export_log"].contains { step.contains($0) }
                let isBounded = ["day=?", "day>?", "revision>?", "revision=?", "import=?"].contains {
                    step.contains($0)
                }
                return step.hasPrefix("SCAN lane") || (isOfHistory && !isBounded)
            }
            #expect(walks.isEmpty, "\(text): \(plan)")
        }
    }

    /// A value for each parameter, numbered or not.
    private static func anything(for text: String) -> [Int] {
        let numbered = (1...9).last { text.contains("?\($0)") }
        return Array(repeating: 0, count: numbered ?? text.count { $0 == "?" })
    }

    private func deliver(with store: SQLiteStore) async throws {
        let now = UTCInstant(utcYear: 2024, month: 6, day: 1)
        let instance = InstanceID("plan")
        let pdl = SampleReadings.randomPDL()
        _ = try await store.openLanes(
            of: instance, at: DestinationIdentity(values: [:]), payloadVersion: 1, backfill: .full, now: now)
        for watts: Int32 in [1, 2] {
            _ = try await store.importReadings(
                [MeterReadings(pdl: pdl, direction: .consumption, days: SampleReadings.days(5, watts: watts))],
                from: ImportSource(name: "plan.csv"), contracts: [:], at: now)
            let claims = try await store.claim(
                instance, limit: 10, lease: .seconds(60), recordsInFlight: true, worker: .random(), now: now)
            let result = ExportResult(all: .retry(after: .seconds(1), reason: "busy"))
            _ = try await store.settle(claims, with: result, bounds: LaneBounds(), now: now)
            // The same again, as a worker that lost its lease.
            _ = try await store.settle(claims, with: result, bounds: LaneBounds(), now: now)
        }
        let retries = try await store.claim(
            instance, limit: 10, lease: .seconds(60), recordsInFlight: true, worker: .random(),
            now: now.advanced(bySeconds: 10))
        #expect(retries.flatMap(\.records).count == 5)
        _ = try await store.settle(
            retries, with: ExportResult(all: .delivered(.sent)), bounds: LaneBounds(), now: now)
    }
}
