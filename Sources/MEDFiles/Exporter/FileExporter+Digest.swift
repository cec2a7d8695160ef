public import MEDCore

extension FileExporter: ReconcilingExporter {
    /// The energies that the file of days holds, in whole Wh; days that are not in it, or empty there, are left out.
    ///
    /// The first of CSV, workbook and JSON Lines that is configured is read; without daily files there is nothing to read.
    ///
    /// - Throws: `ExporterFault` when a file cannot be read.
    public func digest(of pdl: PDL, _ direction: Direction, days: ClosedRange<Day>) async throws -> [Day: Energy] {
        guard settings.granularities.contains(.daily), let format = settings.formats.first else { return [:] }
        let name = FileName(.days(pdl, format == .xlsx ? nil : direction), format)
        let reader = FileDigest(format: format, direction: direction, style: settings.style)
        let path = "\(settings.folder)/\(name)"
        do {
            let energies = try await writer.withFolder(settings.folder) { try reader.read(path) }
            return energies.filter { days.contains($0.key) }
        } catch let fault as FileFault {
            if fault.isMissing { return [:] }
            throw fault.exporterFault
        }
    }
}
