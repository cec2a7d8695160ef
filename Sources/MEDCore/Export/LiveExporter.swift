/// An exporter that takes live values of power plants.
public protocol LiveExporter: Exporter {
    /// Publishes values as they come; the newest replaces what could not be sent.
    ///
    /// - Throws: `ExporterFault` when the destination failed.
    func publish(_ values: [LiveValue]) async throws -> Evidence
}
