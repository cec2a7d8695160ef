import MEDCore

extension Loading {
    private static let meterKeys = ["id", "label", "contract", "sources", "production_pdl"]

    /// The section `pdls`.
    mutating func meters(_ node: YAMLNode?) -> [MeterSettings] {
        guard let node, !node.isNull else { return [] }
        guard let items = node.sequence else {
            error(Place(key: "pdls", position: node.position), expected: Expected.list, Expected.list.asMessage)
            return []
        }
        var meters: [MeterSettings] = []
        for (index, item) in items.enumerated() {
            guard let meter = meter(item, path: "pdls[\(index)]") else { continue }
            if let first = meters.firstIndex(where: { $0.id == meter.id }) {
                error(
                    Place(key: "pdls[\(index)].id", position: item["id"]?.position),
                    LocalizedText(
                        fr: "ce PDL est déjà dans pdls[\(first)] ; supprimez l'un des deux",
                        en: "this PDL is already in pdls[\(first)]; remove one of the two"))
                continue
            }
            meters.append(meter)
        }
        checkLinks(of: meters, in: items)
        return meters
    }

    private mutating func meter(_ node: YAMLNode, path: String) -> MeterSettings? {
        guard checkKeys(of: node, path: path, known: Self.meterKeys) else { return nil }
        let place = Place(key: "\(path).id", position: node["id"]?.position ?? node.position)
        guard let id = pdl(node["id"], at: place, quotedAs: "id: ") else { return nil }
        var meter = MeterSettings(id: id)
        if let label = node["label"], !label.isNull {
            let place = Place(key: "\(path).label", position: label.position)
            if let text = label.scalar {
                let clean = text.withoutControlCharacters
                meter.label = clean.isEmpty ? nil : clean
            } else {
                error(place, expected: Expected.text, Expected.text.asMessage)
            }
        }
        meter.sources = meterSources(node["sources"], path: "\(path).sources")
        if let linked = node["production_pdl"], !linked.isNull {
            let place = Place(key: "\(path).production_pdl", position: linked.position)
            meter.linkedProduction = pdl(linked, at: place, quotedAs: "production_pdl: ")
        }
        meter.contracts = contracts(node["contract"], path: "\(path).contract")
        return meter
    }

    /// A PDL in quotes: without them, other YAML readers take it for a number and lose its first zero.
    ///
    /// `example` is what stands before it in the line that shows how to write it.
    mutating func pdl(_ node: YAMLNode?, at place: Place, quotedAs example: String) -> PDL? {
        guard let node, let text = node.scalar, !node.isNull else {
            error(place, expected: Expected.pdl, Expected.pdl.asMessage)
            return nil
        }
        guard let id = PDL(text) else {
            let count = text.count
            let isDigits = !text.isEmpty && text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
            let hint =
                isDigits
                ? LocalizedText(
                    fr: "il y en a \(count) ; le numéro complet est sur la facture et sur le compteur",
                    en: "there are \(count); the whole number is on the bill and on the meter")
                : LocalizedText(
                    fr: "rien d'autre que des chiffres, sans espace", en: "nothing but digits, without spaces")
            error(place, expected: Expected.pdl, Expected.pdl.asMessage(read: nil, hint: hint))
            return nil
        }
        // Personal data: the first digits are enough to show how to write it.
        guard node.position?.style != .plain else {
            let example = "\(example)\"\(text.prefix(4))…\""
            error(
                place, expected: Expected.pdl,
                LocalizedText(
                    fr: "un PDL doit être entre guillemets : \(example)", en: "a PDL must be quoted: \(example)"))
            return nil
        }
        return id
    }

    /// Warns of keys that a mapping does not know; `false` when it is none, which is an error.
    mutating func checkKeys(of node: YAMLNode, path: String, known: [String]) -> Bool {
        guard let entries = node.mapping else {
            error(Place(key: path, position: node.position), expected: Expected.section, Expected.section.asMessage)
            return false
        }
        for entry in entries where !known.contains(entry.key) {
            warnUnknown(entry, below: "\(path).", known: known)
        }
        return true
    }
}
