import MEDCore

extension Loading {
    static let loggingFields = [field("level", .choice(LogLevel.allCases.map { $0.rawValue.uppercased() } + ["WARN"]))]
    static let serverFields = [
        field("listen", .list(choices: [])),
        ConfigurationField("token", .text, isSecret: true, label: LocalizedText(fr: "Jeton", en: "Token")),
        field("allowed_hosts", .list(choices: [])), field("tls.certificate", .file), field("tls.key", .file),
    ]
    static let databaseFields = [
        // A PostgreSQL URL holds a password.
        ConfigurationField("url", .text, isSecret: true, label: LocalizedText(fr: "URL", en: "URL"))
    ]
    static let importFields = [field("watch", .text)]

    private static func field(_ key: String, _ kind: ConfigurationField.Kind) -> ConfigurationField {
        ConfigurationField(key, kind, label: LocalizedText(fr: key, en: key))
    }

    private mutating func values(
        _ node: YAMLNode?, _ key: String, _ fields: [ConfigurationField]
    ) -> [String: ReadValue] {
        readAll(fields, in: leaves(of: node, path: key, environmentKey: key, fields: fields), isActive: true)
    }

    mutating func logging(_ node: YAMLNode?) -> LoggingSettings {
        guard case .string(let name) = values(node, "logging", Self.loggingFields)["level"]?.value else {
            return LoggingSettings()
        }
        return LoggingSettings(level: LogLevel(name: name) ?? .info)
    }

    mutating func server(_ node: YAMLNode?) -> ServerSettings {
        var settings = ServerSettings()
        let values = values(node, "server", Self.serverFields)
        if case .secret(let token) = values["token"]?.value { settings.token = token }
        if case .list(let hosts) = values["allowed_hosts"]?.value { settings.allowedHosts = hosts }
        settings.tls = tls(values, section: node)
        guard let listen = values["listen"], case .list(let texts) = listen.value else { return settings }
        let items = node?["listen"]?.sequence
        var addresses: [ListenAddress] = []
        for (index, text) in texts.enumerated() {
            var place = listen.place
            if place.position != nil, let items, items.indices.contains(index) {
                place = Place(key: "server.listen[\(index)]", position: items[index].position)
            }
            guard let address = ListenAddress(text) else {
                error(place, expected: Expected.listenAddress, Expected.listenAddress.asMessage)
                continue
            }
            if !address.isLoopback, settings.token == nil {
                error(
                    place,
                    LocalizedText(
                        fr:
                            "une adresse accessible du réseau demande un jeton ; ajoutez « server.token » ou écoutez sur "
                            + "127.0.0.1",
                        en: "an address that the network reaches needs a token; add “server.token” or listen on "
                            + "127.0.0.1"))
            }
            addresses.append(address)
        }
        settings.listen = addresses
        return settings
    }

    private mutating func tls(_ values: [String: ReadValue], section: YAMLNode?) -> ServerSettings.TLSFiles? {
        let certificate = values["tls.certificate"]
        let key = values["tls.key"]
        if case .string(let certificate) = certificate?.value, case .string(let key) = key?.value {
            return ServerSettings.TLSFiles(certificate: certificate, key: key)
        }
        // A file that was given but refused has its own error.
        let tls = section?["tls"]
        let other = certificate == nil ? "tls.certificate" : "tls.key"
        let isMissing =
            environment[other == "tls.key" ? "SERVER_TLS_KEY" : "SERVER_TLS_CERTIFICATE"] == nil
            && (tls?[String(other.dropFirst(4))]?.scalar ?? "").isEmpty
        if let given = certificate ?? key, isMissing {
            error(
                given.place,
                LocalizedText(
                    fr: "le certificat et sa clé vont ensemble ; ajoutez « server.\(other) »",
                    en: "a certificate and its key go together; add “server.\(other)”"))
        }
        return nil
    }

    mutating func database(_ node: YAMLNode?) -> DatabaseLocation {
        let standard = DatabaseLocation.standard(environment: environment)
        guard let read = values(node, "database", Self.databaseFields)["url"], case .secret(let url) = read.value else {
            return standard
        }
        let base = read.place.position == nil ? "" : directory
        guard let location = DatabaseLocation(url: url.reveal(), relativeTo: base) else {
            error(read.place, expected: Expected.databaseURL, Expected.databaseURL.asMessage)
            return standard
        }
        return location
    }

    mutating func importWatch(_ node: YAMLNode?) -> String? {
        guard let read = values(node, "import", Self.importFields)["watch"], case .string(let path) = read.value,
            !path.isEmpty
        else { return nil }
        return FilePath.resolve(path, in: read.place.position == nil ? "" : directory)
    }
}
