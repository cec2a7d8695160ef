import MEDCore

extension Loading {
    /// The value of `node` if its field takes it; otherwise an error is kept.
    mutating func validate(
        _ node: YAMLNode, as field: ConfigurationField, at place: Place, isActive: Bool
    ) -> ConfigurationValue? {
        switch field.kind {
        case .list(let choices): return list(node, choices: choices, at: place)
        case .map: return map(node, at: place)
        default: break
        }
        guard let text = node.scalar else {
            let expected = Self.expectation(of: field.kind)
            error(place, expected: expected, expected.asMessage)
            return nil
        }
        switch field.kind {
        case .port:
            return integer(text, in: 1...65_535, expected: Expected.port, at: place)
        case .integer(let bounds):
            return integer(text, in: bounds, expected: Expected.integer(bounds), at: place)
        case .boolean:
            guard let isOn = BooleanText.value(of: text) else { return reject(text, Expected.boolean, at: place) }
            return .boolean(isOn)
        case .choice(let choices):
            guard let choice = choices.first(where: { $0.lowercased() == text.lowercased() }) else {
                return reject(text, Expected.choice(choices), at: place)
            }
            return .string(choice)
        case .start:
            guard let start = BackfillPolicy(start: text) else { return reject(text, Expected.start, at: place) }
            return .string(start.startText)
        case .host: return text.isEmpty ? nil : host(text, at: place)
        case .url: return text.isEmpty ? nil : url(text, at: place)
        case .file: return text.isEmpty ? nil : file(text, at: place, isActive: isActive)
        case .text, .list, .map: return .string(text)
        }
    }

    private static func expectation(of kind: ConfigurationField.Kind) -> LocalizedText {
        switch kind {
        case .text: Expected.text
        case .host: Expected.host
        case .port: Expected.port
        case .url: Expected.url
        case .file: Expected.file
        case .integer(let bounds): Expected.integer(bounds)
        case .boolean: Expected.boolean
        case .choice(let choices): Expected.choice(choices)
        case .list: Expected.list
        case .map: Expected.map
        case .start: Expected.start
        }
    }

    /// Keeps an error that quotes `text` when it is one short word, which no pasted line with a password is.
    private mutating func reject(_ text: String, _ expected: LocalizedText, at place: Place) -> ConfigurationValue? {
        let isShown =
            !text.isEmpty && text.count <= 24
            && !text.unicodeScalars.contains { $0.properties.isControl || $0.properties.isWhitespace }
        error(place, expected: expected, expected.asMessage(read: isShown ? text : nil))
        return nil
    }

    private mutating func integer(
        _ text: String, in bounds: ClosedRange<Int>, expected: LocalizedText, at place: Place
    ) -> ConfigurationValue? {
        guard let number = Int(text), bounds.contains(number) else { return reject(text, expected, at: place) }
        return .integer(number)
    }

    private mutating func file(_ text: String, at place: Place, isActive: Bool) -> ConfigurationValue? {
        let path = FilePath.resolve(text, in: place.position == nil ? "" : directory)
        if isActive, !FilePath.isReadableFile(path) {
            error(
                place, expected: Expected.file,
                LocalizedText(
                    fr:
                        "le fichier « \(path) » n'existe pas ou n'est pas lisible par ce programme ; vérifiez le chemin "
                        + "et les droits",
                    en: "the file “\(path)” does not exist or this program may not read it; check the path and its "
                        + "permissions"))
            return nil
        }
        return .string(path)
    }

    /// A YAML list, or texts with commas, which is how the environment gives one.
    private mutating func list(_ node: YAMLNode, choices: [String], at place: Place) -> ConfigurationValue? {
        var items: [(text: String, place: Place)] = []
        if let text = node.scalar {
            items = text.split(separator: ",").map { (Self.trimmed($0), place) }.filter { !$0.0.isEmpty }
        } else {
            for (index, item) in (node.sequence ?? []).enumerated() {
                let place = Place(key: "\(place.key)[\(index)]", position: item.position)
                guard let text = item.scalar else {
                    error(place, expected: Expected.text, Expected.text.asMessage)
                    return nil
                }
                items.append((text, place))
            }
            guard node.sequence != nil else {
                error(place, expected: Expected.list, Expected.list.asMessage)
                return nil
            }
        }
        var texts: [String] = []
        for (text, place) in items {
            if choices.isEmpty {
                texts.append(text)
            } else if let choice = choices.first(where: { $0.lowercased() == text.lowercased() }) {
                texts.append(choice)
            } else {
                return reject(text, Expected.choice(choices), at: place)
            }
        }
        return .list(texts)
    }

    /// A YAML mapping, or `name=text,name=text`, which is how the environment gives one.
    private mutating func map(_ node: YAMLNode, at place: Place) -> ConfigurationValue? {
        var pairs: [String: String] = [:]
        if let text = node.scalar {
            for pair in text.split(separator: ",") {
                guard let equals = pair.firstIndex(of: "=") else {
                    error(place, expected: Expected.map, Expected.map.asMessage)
                    return nil
                }
                pairs[Self.trimmed(pair[..<equals])] = Self.trimmed(pair[pair.index(after: equals)...])
            }
            return .map(pairs)
        }
        guard let entries = node.mapping else {
            error(place, expected: Expected.map, Expected.map.asMessage)
            return nil
        }
        for entry in entries {
            guard let text = entry.value.scalar else {
                let place = Place(key: "\(place.key).\(KeyName.shown(entry.key))", position: entry.value.position)
                error(place, expected: Expected.text, Expected.text.asMessage)
                return nil
            }
            pairs[entry.key] = entry.value.isNull ? "" : text
        }
        return .map(pairs)
    }

    static func trimmed(_ text: some StringProtocol) -> String {
        var rest = Substring(text)
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }
}
