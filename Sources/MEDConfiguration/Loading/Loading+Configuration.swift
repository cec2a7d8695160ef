import MEDCore

extension Loading {
    /// Sections that are known without a manifest.
    private static let otherSections = [
        "logging", "server", "database", "pdls", "sources", "import", "metrics", "realtime",
    ]
    /// The registry keys of document 001: a section of an exporter that the build lacks is no unknown key.
    private static let registry = [
        "home_assistant", "mqtt", "victoriametrics", "prometheus", "jeedom", "webhook", "influxdb", "domoticz",
        "openhab", "files",
    ]

    /// Reads every section; what it cannot read stays at its default, and is an error.
    mutating func configuration(from root: YAMLNode?) -> Configuration {
        var root = root
        if let node = root, node.mapping == nil {
            error(Place(key: "", position: node.position), expected: Expected.section, Expected.section.asMessage)
            root = nil
        }
        checkTopLevel(root)
        checkMetricsSection(root)
        checkEnvironmentNames()
        let meters = meters(root?["pdls"])
        return Configuration(
            logging: logging(root?["logging"]),
            server: server(root?["server"]),
            database: database(root?["database"]),
            meters: meters,
            sources: sources(root?["sources"], meters: meters),
            importWatch: importWatch(root?["import"]),
            exporters: manifests.flatMap { manifest in
                let section = section(of: manifest.key, in: root)
                return exporters(section.node, path: section.path, manifest: manifest)
            }.resolvingFallbacks(manifests))
    }

    private mutating func checkTopLevel(_ root: YAMLNode?) {
        let present = Set(manifests.map(\.key))
        let known = Set(Self.otherSections + Self.registry).union(present)
        for entry in root?.mapping ?? [] {
            let place = Place(key: entry.key, position: entry.keyPosition)
            if !known.contains(entry.key) {
                warnUnknown(entry, below: "", known: known)
            } else if Self.registry.contains(entry.key), !present.contains(entry.key), entry.value.isEnabledSection {
                warning(place, Expected.exporterIsMissing)
            }
        }
        for key in Self.registry where !present.contains(key) {
            let name = "\(key.uppercased())_ENABLED"
            if let text = environment[name], BooleanText.value(of: text) == true {
                warning(Place(key: name, position: nil), Expected.exporterIsMissing)
            }
        }
    }

    /// `MQTT_HOTS` would be ignored without a word: a name that is nearly one of ours is named.
    private mutating func checkEnvironmentNames() {
        let known = environmentNames
        for name in environment.keys.sorted() where !known.contains(name) {
            let prefixes =
                manifests.map { "\($0.key.uppercased())_" } + [
                    "LOGGING_", "SERVER_", "DATABASE_", "IMPORT_", "SOURCES_",
                ]
            guard prefixes.contains(where: name.hasPrefix), let nearest = NearestKey.of(name, among: known) else {
                continue
            }
            warning(Place(key: name, position: nil), Expected.unknownVariable(nearest: nearest))
        }
    }

    private var environmentNames: Set<String> {
        var names: Set<String> = []
        let sections =
            [("logging", Self.loggingFields), ("server", Self.serverFields), ("database", Self.databaseFields)]
            + [("import", Self.importFields), ("sources", Self.signalFields)]
            + [(Self.firstGatewayKey, Self.gatewayFields)]
            + manifests.map { ($0.key, Self.implicitFields + $0.fields) }
        for (key, fields) in sections {
            for field in fields {
                let name = field.environmentName(exporterKey: key)
                names.insert(name)
                if field.isSecret { names.insert("\(name)_FILE") }
            }
        }
        return names
    }
}

extension YAMLNode {
    /// Whether a section, or an instance of a list of them, is switched on.
    fileprivate var isEnabledSection: Bool {
        if let items = sequence { return items.contains { $0.isEnabledSection } }
        guard let text = self["enabled"]?.scalar else { return false }
        return BooleanText.value(of: text) == true
    }
}
