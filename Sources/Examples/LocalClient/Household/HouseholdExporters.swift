import MEDCore
import MEDExporters
import MEDFiles

/// The exporters of this program: those of MEDExporters, and the one of MEDFiles, which needs a library of its own.
enum HouseholdExporters {
    /// All of them, in the order of the tabs.
    static let all: [any Exporter.Type] = ExporterRegistry.all + [FileExporter.self]

    /// What they declare about themselves, in the same order.
    static var manifests: [ExporterManifest] { all.map { $0.manifest } }

    /// The exporter of a key such as `files`; `nil` when there is none.
    static func exporter(key: String) -> (any Exporter.Type)? {
        all.first { $0.manifest.key == key }
    }
}
