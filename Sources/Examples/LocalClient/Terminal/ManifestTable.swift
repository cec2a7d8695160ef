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
                "| `\(field.key)` | \(Self.kind(field, isFrench)) | \(Self.value(field, isFrench)) | `\(name)` | "
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
        case .list(let choices): list(choices, isFrench)
        case .map: isFrench ? "noms: textes" : "names: texts"
        case .start: "all, now, 2024-01-01"
        }
    }

    /// Names one by one only where they fit into a column.
    private static func list(_ choices: [String], _ isFrench: Bool) -> String {
        if choices.isEmpty { return isFrench ? "liste" : "list" }
        let names = choices.joined(separator: ", ")
        if names.count <= widestCell { return names }
        return isFrench ? "liste ; \(choices.count) noms, voir le guide" : "list; \(choices.count) names, see the guide"
    }

    private static let widestCell = 120

    private static func value(_ field: ConfigurationField, _ isFrench: Bool) -> String {
        switch field.defaultValue {
        case .string(let text): text.isEmpty ? "" : "`\(text)`"
        case .integer(let number): "`\(number)`"
        case .boolean(let isOn): "`\(isOn)`"
        case .list(let items): value(items, of: field, isFrench)
        case .map, .secret, nil: ""
        }
    }

    private static func value(_ items: [String], of field: ConfigurationField, _ isFrench: Bool) -> String {
        let names = items.joined(separator: ", ")
        guard names.count > widestCell else { return names.isEmpty ? "" : "`\(names)`" }
        if case .list(items) = field.kind { return isFrench ? "tous" : "all" }
        return isFrench ? "voir le guide" : "see the guide"
    }
}
