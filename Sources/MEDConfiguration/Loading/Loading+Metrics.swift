import MEDCore

/// Document 002's `metrics:`, from before its two halves had sections of their own: `enabled`, `port`, `path` and `labels`
/// are `prometheus`, `push` is `victoriametrics`.
extension Loading {
    private static let halves = ["prometheus", "victoriametrics"]

    /// The section of an exporter and its path: its own, or its half of `metrics`.
    func section(of key: String, in root: YAMLNode?) -> (node: YAMLNode?, path: String) {
        if let own = root?[key] { return (own, key) }
        guard Self.halves.contains(key), let metrics = root?["metrics"], let entries = metrics.mapping else {
            return (nil, key)
        }
        let half = key == "prometheus" ? entries.filter { $0.key != "push" } : Self.push(of: entries)
        return half.isEmpty
            ? (nil, key)
            : (YAMLNode(content: .mapping(half), position: metrics.position, layout: metrics.layout), "metrics")
    }

    /// `enabled` of `push` switches the exporter as well as its sending.
    private static func push(of entries: [YAMLNode.Entry]) -> [YAMLNode.Entry] {
        entries.filter { $0.key == "push" }.flatMap { push in
            (push.value.mapping ?? []).filter { $0.key == "enabled" } + [push]
        }
    }

    /// Says that the section has new names, and which half of it does not count because its new name is there, too.
    mutating func checkMetricsSection(_ root: YAMLNode?) {
        guard let entry = root?.mapping?.first(where: { $0.key == "metrics" }), !entry.value.isNull else { return }
        let place = Place(key: entry.key, position: entry.keyPosition)
        guard let entries = entry.value.mapping else {
            error(
                Place(key: entry.key, position: entry.value.position), expected: Expected.section,
                Expected.section.asMessage)
            return
        }
        warning(
            place,
            LocalizedText(
                fr: "« metrics » est l'ancien nom de « prometheus » (enabled, port, path, labels) et de "
                    + "« victoriametrics » (push) ; il est lu, mais prenez les nouveaux",
                en: "“metrics” is the former name of “prometheus” (enabled, port, path, labels) and of "
                    + "“victoriametrics” (push); it is read, but use the new ones"))
        for key in Self.halves where root?[key] != nil {
            let isThere = entries.contains { ($0.key == "push") == (key == "victoriametrics") }
            guard isThere else { continue }
            warning(
                place,
                LocalizedText(
                    fr: "la section « \(key) » est là aussi, et c'est elle qui compte",
                    en: "the section “\(key)” is there as well, and it is the one that counts"))
        }
    }
}
