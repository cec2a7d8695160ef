import Logging
public import MEDCore

/// Writes the readings as files in a folder: CSV, workbooks and JSON Lines, by day and by half-hour, Tempo and EcoWatt.
///
/// Every file that a batch touches is written anew from the store's history and put in the place of the old one: days of
/// all years are one file, half-hours one per year, so that a daily run rewrites little. What stands in a file is
/// therefore always the whole of what the store knows, corrections and removals included.
public final class FileExporter: Exporter {
    let settings: FileSettings
    let dependencies: ExporterDependencies
    let writer: FileWriter

    /// An exporter that has looked at no folder yet.
    ///
    /// - Throws: `ExporterFault.blocked` when it cannot work: no folder, no format.
    public init(configuration: ExporterConfiguration, dependencies: ExporterDependencies) throws {
        settings = try FileSettings(configuration)
        self.dependencies = dependencies
        writer = try FileWriter()
    }

    /// Writes the files of consumption of the days' meters and years.
    ///
    /// - Throws: `ExporterFault`: unreachable for a full disk or a folder that is not there, blocked for missing rights.
    public func exportConsumption(_ days: [ConsumptionData], in context: ExportContext) async throws -> ExportResult {
        try await export(days.map(\.document), .consumption, in: context)
    }

    /// Writes those of production.
    ///
    /// - Throws: As `exportConsumption`.
    public func exportProduction(_ days: [ProductionData], in context: ExportContext) async throws -> ExportResult {
        try await export(days.map(\.document), .production, in: context)
    }

    /// Writes the files of Tempo days.
    ///
    /// - Throws: As `exportConsumption`.
    public func exportTempo(_ days: [TempoData], in context: ExportContext) async throws -> ExportResult {
        guard !days.isEmpty else { return ExportResult() }
        let stored = try await context.tempo(days: history(with: days.map(\.day)))
        // Normally all of the batch stands in the store already.
        let merged = Dictionary((stored + days).map { ($0.day, $0) }) { $1.revision > $0.revision ? $1 : $0 }
        let rows = FileRows.tempo(merged.values.sorted { $0.day < $1.day })
        for format in settings.formats { try await write(FileName(.tempo, format), [FileSheet(.tempo, rows)]) }
        return ExportResult(all: .delivered(.acknowledged))
    }

    /// Writes the files of EcoWatt days.
    ///
    /// - Throws: As `exportConsumption`.
    public func exportEcowatt(_ days: [EcowattData], in context: ExportContext) async throws -> ExportResult {
        guard !days.isEmpty else { return ExportResult() }
        let stored = try await context.ecowatt(days: history(with: days.map(\.day)))
        let merged = Dictionary((stored + days).map { ($0.day, $0) }) { $1.revision > $0.revision ? $1 : $0 }
        let rows = FileRows.ecowatt(merged.values.sorted { $0.day < $1.day })
        for format in settings.formats { try await write(FileName(.ecowatt, format), [FileSheet(.ecowatt, rows)]) }
        return ExportResult(all: .delivered(.acknowledged))
    }

    private func export(
        _ documents: [DayDocument], _ direction: Direction, in context: ExportContext
    ) async throws -> ExportResult {
        guard !settings.granularities.isEmpty else { return ExportResult(all: .skipped(.turnedOff)) }
        for (pdl, batch) in Dictionary(grouping: documents, by: \.pdl).sorted(by: { $0.key < $1.key }) {
            let source = DaySource(batch: batch.sorted { $0.day < $1.day }, context: context)
            if settings.granularities.contains(.daily) {
                let days = history(with: batch.map(\.day))
                try await write(pdl, direction, days, source, table: FileTable.daily) { .days(pdl, $0) }
            }
            if settings.granularities.contains(.halfHourly) {
                for year in Set(batch.map(\.day.year)).sorted() {
                    let days = Period.year(year).days
                    try await write(pdl, direction, days, source, table: FileTable.halfHourly) {
                        .halfHours(pdl, $0, year: year)
                    }
                }
            }
        }
        var result = ExportResult(all: .delivered(.acknowledged))
        // Nothing is known of them and nothing was: no file holds them. What was taken back is delivered by its absence.
        for document in documents where !document.isKnown && !context.corrections.contains(document.key) {
            result.set(.skipped(.noValue), for: document.key)
        }
        return result
    }

    /// Writes the files of `days` in every format; a workbook with both directions.
    private func write(
        _ pdl: PDL, _ direction: Direction, _ days: ClosedRange<Day>, _ source: DaySource,
        table: (Direction) -> FileTable, content: (Direction?) -> FileName.Content
    ) async throws {
        for format in settings.formats {
            let directions = format == .xlsx ? Direction.allCases : [direction]
            let sheets = directions.map { FileSheet(table($0), source.rows(of: pdl, $0, days: days)) }
            try await write(FileName(content(format == .xlsx ? nil : direction), format), sheets)
        }
    }

    private func write(_ name: FileName, _ sheets: [FileSheet]) async throws {
        do {
            let rows = try await writer.write(
                sheets, as: name.format, style: settings.style, to: "\(settings.folder)/\(name)", keepsEmpty: false)
            dependencies.logger.debug(
                "file written", metadata: ["file": "\(PDL.shortening(in: name.description))", "rows": "\(rows)"])
        } catch let fault as FileFault {
            throw fault.exporterFault
        }
    }

    /// Every day that the store may hold: no Linky counted before 2000, and nothing is known of days after tomorrow.
    func history(with days: [Day]) -> ClosedRange<Day> {
        let tomorrow = Day(containing: dependencies.now()).next
        let first = Period.year(2_000).days.lowerBound
        return min(first, days.min() ?? first)...max(tomorrow, days.max() ?? tomorrow)
    }
}

/// Where the rows of a file come from: the store's history, and the batch, which normally stands in it.
private struct DaySource {
    let batch: [DayDocument]
    let context: ExportContext

    func rows(of pdl: PDL, _ direction: Direction, days: ClosedRange<Day>) -> FileRows {
        .days(
            context.documents(of: pdl, direction, days: days),
            newer: batch.filter { $0.direction == direction && days.contains($0.day) })
    }
}
