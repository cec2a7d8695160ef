import Yams

/// What a YAML text says, for tests: built by a generator that knows it, or read by Yams alone.
indirect enum YAMLModel: Hashable, Sendable {
    struct Entry: Hashable, Sendable {
        let key: String
        var value: YAMLModel
    }

    enum Step: Hashable, Sendable {
        case key(String)
        case index(Int)
    }

    case null
    case scalar(String)
    case mapping([Entry])
    case list([YAMLModel])

    init(_ node: Node?) {
        switch node {
        case .scalar(let scalar)?:
            let isNull = scalar.style == .plain && ["", "~", "null"].contains(scalar.string)
            self = isNull ? .null : .scalar(scalar.string)
        case .mapping(let mapping)?:
            self = .mapping(mapping.map { Entry(key: $0.key.string ?? "?", value: YAMLModel($0.value)) })
        case .sequence(let sequence)?: self = .list(sequence.map { YAMLModel($0) })
        case .alias?, nil: self = .null
        }
    }

    /// Reads a text that is long enough for Yams to keep it alive.
    init(text: String) throws {
        let scalars = text.unicodeScalars
        self.init(try compose(yaml: scalars.first == "\u{FEFF}" ? String(scalars.dropFirst()) : text))
    }

    /// The model with `value` at `path`: in the place of what is there, as a new last key, or as a new last item.
    func with(_ value: YAMLModel, at path: ArraySlice<Step>, asItem: Bool) -> YAMLModel {
        guard let step = path.first else {
            guard asItem else { return value }
            if case .list(let items) = self { return .list(items + [value]) }
            return .list([value])
        }
        let rest = path.dropFirst()
        switch (step, self) {
        case (.index(let index), .list(var items)):
            items[index] = items[index].with(value, at: rest, asItem: asItem)
            return .list(items)
        case (.key(let key), .mapping(var entries)):
            if let index = entries.firstIndex(where: { $0.key == key }) {
                entries[index].value = entries[index].value.with(value, at: rest, asItem: asItem)
            } else {
                entries.append(Entry(key: key, value: YAMLModel.null.with(value, at: rest, asItem: asItem)))
            }
            return .mapping(entries)
        case (.key(let key), _):
            return .mapping([Entry(key: key, value: YAMLModel.null.with(value, at: rest, asItem: asItem))])
        case (.index, _):
            return self
        }
    }
}
