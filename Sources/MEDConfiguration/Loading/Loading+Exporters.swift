import MEDCore

extension Loading {
    /// The instances of an exporter: the plain section, or those of a list; without any, the environment alone.
    ///
    /// - Parameter path: where the section stands; not its key where an older name is read.
    mutating func exporters(_ node: YAMLNode?, path: String, manifest: ExporterManifest) -> [ExporterSection] {
        guard let items = node?.sequence else {
            return [exporter(node, path: path, instance: InstanceID(exporterKey: manifest.key), manifest)]
        }
        let ids = instanceNames(of: items, key: manifest.key)
        guard !items.isEmpty else {
            return [exporter(nil, path: manifest.key, instance: InstanceID(exporterKey: manifest.key), manifest)]
        }
        // The one without an id is instance one, the first when all have one: it is the one with environment names.
        let first = ids.firstIndex { $0 == nil } ?? 0
        return items.indices.map { index in
            let name = index == first ? nil : ids[index]
            return exporter(
                items[index], path: "\(manifest.key)[\(index)]",
                instance: InstanceID(exporterKey: manifest.key, name: name), manifest)
        }
    }

    private mutating func instanceNames(of items: [YAMLNode], key: String) -> [String?] {
        var names: [String?] = []
        for (index, item) in items.enumerated() {
            let node = item["id"]
            guard let node, !node.isNull else {
                if names.contains(nil) {
                    error(
                        Place(key: "\(key)[\(index)].id", position: item.position), expected: Expected.instanceName,
                        LocalizedText(
                            fr: "une seule instance de « \(key) » peut être sans « id » ; donnez-en un à celle-ci",
                            en: "only one instance of “\(key)” may lack an “id”; give one to this one"))
                }
                names.append(nil)
                continue
            }
            let place = Place(key: "\(key)[\(index)].id", position: node.position)
            guard let name = node.scalar, Self.isInstanceName(name) else {
                error(place, expected: Expected.instanceName, Expected.instanceName.asMessage)
                names.append("")
                continue
            }
            if names.contains(name) {
                error(
                    place,
                    LocalizedText(
                        fr: "une autre instance porte déjà ce nom ; choisissez-en un autre",
                        en: "another instance has this name already; choose another one"))
            }
            names.append(name)
        }
        return names
    }

    static func isInstanceName(_ text: String) -> Bool {
        (1...32).contains(text.utf8.count)
            && text.unicodeScalars.allSatisfy {
                $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "-" || $0 == "_")
            }
    }

    private mutating func exporter(
        _ node: YAMLNode?, path: String, instance: InstanceID, _ manifest: ExporterManifest
    ) -> ExporterSection {
        let declared = Set(manifest.fields.map(\.key))
        let fields = Self.implicitFields.filter { !declared.contains($0.key) } + manifest.fields
        let leaves = leaves(
            of: node, path: path, environmentKey: instance.name == nil ? manifest.key : nil, fields: fields,
            ignoring: path.hasSuffix("]") ? ["id"] : [])
        let enabled = fields.first { $0.key == "enabled" }.flatMap { read($0, in: leaves, isActive: false) }
        let isEnabled = enabled?.value == .boolean(true)
        var values = readAll(fields.filter { $0.key != "enabled" }, in: leaves, isActive: isEnabled)
        values["enabled"] = enabled
        var origins = values.mapValues(\.origin)
        for field in fields where origins[field.key] == nil { origins[field.key] = .default }
        var start: BackfillPolicy?
        if case .string(let text) = values["start"]?.value { start = BackfillPolicy(start: text) }
        let configuration = ExporterConfiguration(
            instance: instance,
            values: values.filter { declared.contains($0.key) }.mapValues(\.value), manifest: manifest)
        return ExporterSection(
            instance: instance, isEnabled: isEnabled, configuration: configuration, start: start, origins: origins)
    }
}
