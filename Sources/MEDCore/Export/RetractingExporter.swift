/// An exporter that can take back what it published.
public protocol RetractingExporter: Exporter {
    /// Removes what it published for `pdls` (and, unless `scope` is one PDL, what belongs to none) and returns how many
    /// things it removed.
    ///
    /// - Throws: `ExporterFault` when the destination cannot be reached.
    func retract(_ scope: RetractionScope, pdls: [PDL]) async throws -> Int
}
