import MEDCore

extension Loading {
    /// The ways to give a secret, in the words of an error.
    private struct Source {
        let key: String
        let node: YAMLNode
        let kind: Kind

        enum Kind { case literal, file, credential }
    }

    /// A secret: `MQTT_PASSWORD` or `MQTT_PASSWORD_FILE`, else one of `password`, `password_file` and
    /// `password_credential` (https://systemd.io/CREDENTIALS/).
    mutating func readSecret(_ field: ConfigurationField, in leaves: SectionLeaves, isActive: Bool) -> ReadValue? {
        let fromFile = fileSources(of: field, in: leaves)
        for source in fromFile where source.kind == .literal {
            let place = Place(key: "\(leaves.path).\(source.key)", position: source.node.position)
            let text = source.node.scalar ?? ""
            // The URL of a file is none.
            guard leaves.path != "database" || DatabaseLocation.mayHoldPassword(url: text) else { continue }
            keepSecret(text, at: place, isLiteral: true)
        }
        let fromEnvironment = environmentSources(of: field, in: leaves)
        let isEnvironment = !fromEnvironment.isEmpty
        let sources = isEnvironment ? fromEnvironment : fromFile
        guard let source = sources.first else { return nil }
        let place = Place(
            key: isEnvironment ? source.key : "\(leaves.path).\(source.key)", position: source.node.position)
        if sources.count > 1 {
            let second = sources[1]
            let keys = sources.map(\.key).joined(separator: ", ")
            error(
                Place(key: isEnvironment ? second.key : "\(leaves.path).\(second.key)", position: second.node.position),
                LocalizedText(
                    fr: "le même secret est donné plusieurs fois (\(keys)) ; gardez-en un",
                    en: "the same secret is given several times (\(keys)); keep one"))
            return nil
        }
        guard let text = source.node.scalar else {
            error(place, expected: Expected.secret, Expected.secret.asMessage)
            return nil
        }
        guard let secret = resolve(text, of: source, at: place, isActive: isActive) else { return nil }
        keepSecret(secret, at: place, isLiteral: false)
        let origin: ValueOrigin = source.node.position.map { .file($0) } ?? .environment(name: source.key)
        return ReadValue(value: .secret(Secret(secret)), origin: origin, place: place)
    }

    private func fileSources(of field: ConfigurationField, in leaves: SectionLeaves) -> [Source] {
        let candidates: [(String, Source.Kind)] = [
            (field.key, .literal), ("\(field.key)_file", .file), ("\(field.key)_credential", .credential),
        ]
        return candidates.compactMap { key, kind in
            guard let node = leaves.nodes[key], !node.isNull, node.scalar != "" else { return nil }
            return Source(key: key, node: node, kind: kind)
        }
    }

    private func environmentSources(of field: ConfigurationField, in leaves: SectionLeaves) -> [Source] {
        guard let key = leaves.environmentKey else { return [] }
        let name = field.environmentName(exporterKey: key)
        let candidates: [(String, Source.Kind)] = [(name, .literal), ("\(name)_FILE", .file)]
        return candidates.compactMap { name, kind in
            environment[name].map {
                Source(key: name, node: YAMLNode(content: .scalar($0), position: nil), kind: kind)
            }
        }
    }

    private mutating func resolve(_ text: String, of source: Source, at place: Place, isActive: Bool) -> String? {
        switch source.kind {
        case .literal:
            return text
        case .file:
            let path = FilePath.resolve(text, in: place.position == nil ? "" : directory)
            return secretContent(of: path, at: place, isActive: isActive)
        case .credential:
            guard !text.contains("/"), text != ".", text != ".." else {
                let expected = LocalizedText(
                    fr: "le nom d'un credential systemd, sans « / »",
                    en: "the name of a systemd credential, without “/”")
                error(place, expected: expected, expected.asMessage)
                return nil
            }
            guard let folder = environment["CREDENTIALS_DIRECTORY"] else {
                complain(
                    place, isActive: isActive,
                    LocalizedText(
                        fr:
                            "$CREDENTIALS_DIRECTORY n'existe pas ; ajoutez « LoadCredential=\(text):… » au service systemd",
                        en: "there is no $CREDENTIALS_DIRECTORY; add “LoadCredential=\(text):…” to the systemd service")
                )
                return nil
            }
            return secretContent(of: "\(folder)/\(text)", at: place, isActive: isActive)
        }
    }

    /// The content without its final newline, which editors and `echo` add.
    private mutating func secretContent(of path: String, at place: Place, isActive: Bool) -> String? {
        do throws(FileContent.Failure) {
            var bytes = try FileContent(path: path).bytes[...]
            if bytes.last == UInt8(ascii: "\n") { bytes = bytes.dropLast() }
            if bytes.last == UInt8(ascii: "\r") { bytes = bytes.dropLast() }
            guard !bytes.isEmpty else {
                complain(
                    place, isActive: isActive,
                    LocalizedText(
                        fr: "le fichier de secret « \(path) » est vide", en: "the secret's file “\(path)” is empty"))
                return nil
            }
            guard let text = String(validating: bytes, as: UTF8.self) else {
                complain(
                    place, isActive: isActive,
                    LocalizedText(
                        fr: "le fichier de secret « \(path) » n'est pas du texte UTF-8",
                        en: "the secret's file “\(path)” is not UTF-8 text"))
                return nil
            }
            return text
        } catch {
            let (french, english) = error.reason
            complain(
                place, isActive: isActive,
                LocalizedText(
                    fr: "impossible de lire le secret dans « \(path) » : \(french)",
                    en: "cannot read the secret in “\(path)”: \(english)"))
            return nil
        }
    }

    /// An error, or a warning while the exporter is off.
    mutating func complain(
        _ place: Place, expected: LocalizedText? = nil, isActive: Bool, _ message: LocalizedText
    ) {
        if isActive {
            error(place, expected: expected, message)
        } else {
            warning(place, message)
        }
    }
}
