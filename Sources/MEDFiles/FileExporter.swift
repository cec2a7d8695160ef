public import MEDCore

/// Writes the readings as files.
public final class FileExporter: Exporter {
    /// The section `files`.
    public static let manifest = ExporterManifest(
        key: "files", name: LocalizedText(fr: "Fichiers", en: "Files"), fields: [], backfill: .full,
        idempotence: .natural)

    /// An exporter that has written nothing yet.
    public init(configuration: ExporterConfiguration, dependencies: ExporterDependencies) throws {}

    /// Nothing to try yet.
    public func testConnection() async -> ConnectionTestResult { ConnectionTestResult(stages: []) }
}
