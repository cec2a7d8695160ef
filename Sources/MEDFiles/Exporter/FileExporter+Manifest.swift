public import MEDCore

extension FileExporter {
    /// The section `files` of config.yaml. Every field makes it this destination and no other: another folder, format or
    /// separator means that everything is written anew.
    public static let manifest = ExporterManifest(
        key: "files",
        name: LocalizedText(fr: "Fichiers", en: "Files"),
        fields: [
            ConfigurationField(
                "folder", .text, isIdentity: true, section: "Files",
                label: LocalizedText(fr: "Dossier", en: "Folder"),
                help: LocalizedText(
                    fr: "Chemin complet d'un dossier qui existe, où med peut écrire ; un dossier par exporteur.",
                    en: "Full path of a folder that exists and in which med can write; one folder per exporter.")),
            ConfigurationField(
                "formats", .list(choices: FileFormat.allCases.map(\.rawValue)),
                default: .list([FileFormat.csv.rawValue]), isIdentity: true, section: "Files",
                label: LocalizedText(fr: "Formats", en: "Formats"),
                help: LocalizedText(
                    fr: "csv (texte), xlsx (classeur Excel ou LibreOffice), jsonl (un objet JSON par ligne).",
                    en: "csv (text), xlsx (workbook for Excel or LibreOffice), jsonl (one JSON object per line).")),
            ConfigurationField(
                "granularity", .list(choices: FileGranularity.allCases.map(\.rawValue)),
                default: .list(FileGranularity.allCases.map(\.rawValue)), isIdentity: true, section: "Files",
                label: LocalizedText(fr: "Pas de temps", en: "Granularity"),
                help: LocalizedText(
                    fr: "daily : un fichier de jours ; half_hourly : un fichier de demi-heures par année.",
                    en: "daily: one file of days; half_hourly: one file of half-hours per year.")),
            ConfigurationField(
                "dialect", .choice(FileSettings.dialects), default: .string(FileSettings.dialects[0]),
                isIdentity: true, section: "Files", label: LocalizedText(fr: "Séparateurs", en: "Separators"),
                help: LocalizedText(
                    fr:
                        "international : virgule et point décimal ; fr : point-virgule et virgule, pour Excel en français.",
                    en: "international: comma and decimal point; fr: semicolon and comma, for Excel in French.")),
        ],
        backfill: .full,
        idempotence: .natural,
        // Each call rewrites the files that it touches: few calls with many days, and never ten years in memory.
        batchLimit: 2_000
    )
}
