import MEDCore

/// The fields of one section that stand in the file, by dotted key.
struct SectionLeaves {
    /// `mqtt`, `mqtt[1]`.
    let path: String
    /// The name from which environment names are made; `nil` for an instance without any.
    let environmentKey: String?
    var nodes: [String: YAMLNode] = [:]
}

/// A value that was read.
struct ReadValue {
    let value: ConfigurationValue
    let origin: ValueOrigin
    let place: Loading.Place
}

extension Loading {
    /// What every exporter has besides its manifest's fields.
    static let implicitFields = [
        ConfigurationField("enabled", .boolean, label: LocalizedText(fr: "Activé", en: "Enabled")),
        ConfigurationField("start", .start, label: LocalizedText(fr: "Historique", en: "History")),
    ]

    /// Takes a section apart; unknown keys are warnings, other shapes errors.
    mutating func leaves(
        of node: YAMLNode?, path: String, environmentKey: String?, fields: [ConfigurationField],
        ignoring ignored: Set<String> = []
    ) -> SectionLeaves {
        var known: Set<String> = []
        for field in fields {
            known.insert(field.key)
            if field.isSecret { known.formUnion(["\(field.key)_file", "\(field.key)_credential"]) }
        }
        var leaves = SectionLeaves(path: path, environmentKey: environmentKey)
        collect(node, below: "", known: known, ignored: ignored, into: &leaves)
        return leaves
    }

    private mutating func collect(
        _ node: YAMLNode?, below prefix: String, known: Set<String>, ignored: Set<String>,
        into leaves: inout SectionLeaves
    ) {
        guard let node, !node.isNull else { return }
        guard let entries = node.mapping else {
            let key = prefix.isEmpty ? leaves.path : "\(leaves.path).\(prefix.dropLast())"
            error(Place(key: key, position: node.position), expected: Expected.section, Expected.section.asMessage)
            return
        }
        for entry in entries where !(prefix.isEmpty && ignored.contains(entry.key)) {
            let key = prefix + entry.key
            if known.contains(key) {
                leaves.nodes[key] = entry.value
            } else if known.contains(where: { $0.hasPrefix("\(key).") }) {
                collect(entry.value, below: "\(key).", known: known, ignored: ignored, into: &leaves)
            } else {
                let siblings = known.union(ignored).filter { $0.hasPrefix(prefix) }
                    .compactMap { $0.dropFirst(prefix.count).split(separator: ".").first.map(String.init) }
                warnUnknown(entry, below: "\(leaves.path).\(prefix)", known: siblings)
            }
        }
    }

    /// A warning that names the key and the known one that was meant, if the key can be one.
    mutating func warnUnknown(_ entry: YAMLNode.Entry, below prefix: String, known: some Sequence<String>) {
        let nearest = NearestKey.of(entry.key, among: known)
        let isShown = nearest != nil || (KeyName.isOrdinary(entry.key) && !entry.value.isNull)
        warning(
            Place(key: prefix + (isShown ? entry.key : "…"), position: entry.keyPosition),
            Expected.unknownKey(isShown ? entry.key : nil, nearest: nearest))
    }

    /// The value of a field: of the environment, else of the file; `nil` when neither has a usable one.
    ///
    /// `isActive` says whether files have to exist: those of an exporter that is off need not.
    mutating func read(_ field: ConfigurationField, in leaves: SectionLeaves, isActive: Bool) -> ReadValue? {
        if field.isSecret { return readSecret(field, in: leaves, isActive: isActive) }
        if let key = leaves.environmentKey {
            let name = field.environmentName(exporterKey: key)
            if let text = environment[name] {
                let place = Place(key: name, position: nil)
                let node = YAMLNode(content: .scalar(text), position: nil)
                return validate(node, as: field, at: place, isActive: isActive)
                    .map { ReadValue(value: $0, origin: .environment(name: name), place: place) }
            }
        }
        guard let node = leaves.nodes[field.key], !node.isNull, let position = node.position else { return nil }
        let place = Place(key: "\(leaves.path).\(field.key)", position: position)
        return validate(node, as: field, at: place, isActive: isActive)
            .map { ReadValue(value: $0, origin: .file(position), place: place) }
    }

    /// All values of a section by field key.
    mutating func readAll(_ fields: [ConfigurationField], in leaves: SectionLeaves, isActive: Bool) -> [String:
        ReadValue]
    {
        var values: [String: ReadValue] = [:]
        for field in fields {
            values[field.key] = read(field, in: leaves, isActive: isActive)
        }
        return values
    }
}
