import MEDTesting
import Synchronization
import Testing

/// One run of every cell, for the test of the cell and for the table.
final class ConformanceRuns: Sendable {
    /// A cell of the table.
    struct Cell: Hashable, Sendable, CustomTestStringConvertible {
        let exporter: String
        let promise: ExporterPromise

        var testDescription: String { "\(exporter): \(promise)" }
    }

    typealias Run = Task<ExporterConformance.Finding, any Error>

    static let shared = ConformanceRuns()
    private let runs = Mutex<[Cell: Run]>([:])

    /// In the order of the tabs.
    static let subjects: [ConformanceSubject] = [
        .homeAssistantSensors, .homeAssistantStatistics, .mqtt, .victoriaMetrics, .prometheus, .jeedom, .webhook,
        .files,
    ]

    static var cells: [Cell] {
        subjects.flatMap { subject in ExporterPromise.allCases.map { Cell(exporter: subject.name, promise: $0) } }
    }

    /// The finding of a cell, from its one run.
    func finding(_ cell: Cell) async throws -> ExporterConformance.Finding {
        guard let subject = Self.subjects.first(where: { $0.name == cell.exporter }) else {
            throw ConformanceFailure(cell.exporter, expected: "a subject", found: "none")
        }
        let run = runs.withLock { runs in
            if let run = runs[cell] { return run }
            let run = Run { try await ExporterConformance(subject).run(cell.promise) }
            runs[cell] = run
            return run
        }
        return try await run.value
    }
}
