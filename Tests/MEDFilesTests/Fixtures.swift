import Foundation
import Logging
import MEDCore
import MEDFiles
import MEDTesting
import Synchronization
import TestServers

enum Fixtures {
    static let pdl = PDL("01234567890123")!
    static let now = UTCInstant(utcYear: 2025, month: 1, day: 2)

    static func day(_ text: String) -> Day { Day(text)! }

    /// A document whose derived parts follow from its readings and its contract.
    static func document(
        _ day: Day, _ direction: Direction = .consumption, slots: [LoadSlot], official: Energy? = nil,
        maxPower: MaxPower? = nil, contract: Contract? = nil, pdl: PDL = pdl, revision: Int64 = 1
    ) -> DayDocument {
        let readings = DayReadings(curve: LoadCurve(slots: slots), officialEnergy: official, maxPower: maxPower)
        let derived = DerivedDay(
            day: day, direction: direction, readings: readings, indexesAtEnd: nil, contract: contract)
        return DayDocument(
            pdl: pdl, direction: direction, day: day, readings: readings, derived: derived, revision: revision,
            recordedAt: now)
    }

    /// Half-hours of a whole day: `watts` of the number of the slot.
    static func slots(_ day: Day, watts: (Int) -> Int32) -> [LoadSlot] {
        (0..<day.lengthInMinutes / 30).map { LoadSlot(startMinute: $0 * 30, minutes: 30, watts: watts($0)) }
    }

    static func stream(_ documents: [DayDocument]) -> AsyncThrowingStream<DayDocument, any Error> {
        AsyncThrowingStream { continuation in
            for document in documents { continuation.yield(document) }
            continuation.finish()
        }
    }

    static func exporter(
        _ folder: String, formats: [FileFormat] = FileFormat.allCases,
        granularity: [String] = ["daily", "half_hourly"],
        dialect: String = "international"
    ) throws -> FileExporter {
        try FileExporter(
            configuration: ExporterConfiguration(
                instance: InstanceID("files"),
                values: [
                    "folder": .string(folder), "formats": .list(formats.map(\.rawValue)),
                    "granularity": .list(granularity), "dialect": .string(dialect),
                ], manifest: FileExporter.manifest),
            dependencies: ExporterDependencies(
                logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }), installationID: "test",
                now: { now }))
    }

    static func names(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    }

    static func python(_ program: String, _ arguments: String...) throws -> String {
        try Executable.run(Executable.path("python3", package: "python3"), ["-c", program] + arguments)
    }
}

/// What a store would hold, for contexts; may change while the test goes on.
final class History: Sendable {
    private let documents: Mutex<[RecordKey: DayDocument]>
    private let tempoDays = Mutex<[TempoData]>([])
    private let delivered = Mutex<Set<RecordKey>>([])

    init(_ documents: [DayDocument] = []) {
        self.documents = Mutex(Dictionary(documents.map { ($0.key, $0) }) { $1 })
    }

    func set(_ document: DayDocument) { documents.withLock { $0[document.key] = document } }
    func remove(_ document: DayDocument) { documents.withLock { $0[document.key] = nil } }
    /// An earlier revision of these was delivered.
    func setDelivered(_ documents: [DayDocument]) { delivered.withLock { $0 = Set(documents.map(\.key)) } }
    func setTempo(_ days: [TempoData]) { tempoDays.withLock { $0 = days } }

    var context: ExportContext {
        ExportContext(
            instance: InstanceID("files"), corrections: delivered.withLock(\.self),
            history: { pdl, direction, days in
                Fixtures.stream(
                    self.documents.withLock { Array($0.values) }
                        .filter { $0.pdl == pdl && $0.direction == direction && days.contains($0.day) }
                        .sorted { $0.day < $1.day })
            },
            tempo: { days in self.tempoDays.withLock { $0.filter { days.contains($0.day) } } })
    }
}
