import MEDCore

/// An exporter's fields as the table of the documentation.
struct ManifestTable {
    let markdown: String

    init(_ manifest: ExporterManifest, language: Language) {
        let isFrench = language == .french
        var lines = [
            isFrench ? "| clé | valeur | par défaut | environnement | |" : "| key | value | default | environment | |",
            "|---|---|---|---|---|",
        ]
        for field in manifest.fields {
            let name = field.environmentName(exporterKey: manifest.key)
            lines.append(
                "| `\(field.key)` | \(Self.kind(field, isFrench)) | \(Self.value(field)) | `\(name)` | "
                    + "\(field.help.text(in: language)) |")
        }
        markdown = lines.joined(separator: "\n")
    }

    private static func kind(_ field: ConfigurationField, _ isFrench: Bool) -> String {
        if field.isSecret { return "secret" }
        return switch field.kind {
        case .text: isFrench ? "texte" : "text"
        case .host: isFrench ? "hôte" : "host"
        case .port: "1…65535"
        case .url: "URL"
        case .file: isFrench ? "fichier" : "file"
        case .integer(let bounds): "\(bounds.lowerBound)…\(bounds.upperBound)"
        case .boolean: "true, false"
        case .choice(let choices): choices.joined(separator: ", ")
        case .list(let choices): choices.isEmpty ? (isFrench ? "liste" : "list") : choices.joined(separator: ", ")
        case .map: isFrench ? "noms: textes" : "names: texts"
        case .start: "all, now, 2024-01-01"
        }
    }

    private static func value(_ field: ConfigurationField) -> String {
        switch field.defaultValue {
        case .string(let text): text.isEmpty ? "" : "`\(text)`"
        case .integer(let number): "`\(number)`"
        case .boolean(let isOn): "`\(isOn)`"
        case .list(let items): "`\(items.joined(separator: ", "))`"
        case .map, .secret, nil: ""
        }
    }
}
