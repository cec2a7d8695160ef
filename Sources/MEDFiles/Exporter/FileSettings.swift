import MEDCore

/// The section `files` of config.yaml, checked.
struct FileSettings: Hashable, Sendable {
    /// The folder, without a slash at its end.
    let folder: String
    let formats: [FileFormat]
    let granularities: [FileGranularity]
    let style: FileStyle

    static let dialects = ["international", "fr"]

    /// - Throws: `ExporterFault.blocked` when nothing could be written with it.
    init(_ configuration: ExporterConfiguration) throws(ExporterFault) {
        guard let folder = configuration.string("folder"), folder.hasPrefix("/") else {
            throw .blocked(
                cause: LocalizedText(
                    fr: "files.folder : donnez le chemin complet d'un dossier, par exemple /srv/electricite.",
                    en: "files.folder: give the full path of a folder, for example /srv/electricity."))
        }
        let formats = FileFormat.allCases.filter { configuration.list("formats").contains($0.rawValue) }
        let granularities = FileGranularity.allCases.filter {
            configuration.list("granularity").contains($0.rawValue)
        }
        guard !formats.isEmpty else {
            throw .blocked(
                cause: LocalizedText(
                    fr: "files.formats : choisissez au moins l'un de csv, xlsx et jsonl.",
                    en: "files.formats: choose at least one of csv, xlsx and jsonl."))
        }
        self.folder = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        self.formats = formats
        self.granularities = granularities
        style = configuration.string("dialect") == "fr" ? .french : .international
    }

    /// Whether files of that name are written with this configuration.
    func writes(_ name: FileName) -> Bool {
        guard formats.contains(name.format) else { return false }
        return switch name.content {
        case .days: granularities.contains(.daily)
        case .halfHours: granularities.contains(.halfHourly)
        case .tempo, .ecowatt: true
        }
    }
}
