/// An exporter that can read back what its destination holds.
public protocol ReconcilingExporter: Exporter {
    /// The energy per day that the destination holds for a PDL.
    ///
    /// - Throws: `ExporterFault` when the destination cannot be read.
    func digest(of pdl: PDL, _ direction: Direction, days: ClosedRange<Day>) async throws -> [Day: Energy]
}
