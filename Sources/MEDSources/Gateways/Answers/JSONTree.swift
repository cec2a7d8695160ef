import FoundationEssentials

/// Any JSON, for answers whose form is not known beforehand: errors, contracts. Small ones only.
indirect enum JSONTree: Decodable {
    case object([String: JSONTree])
    case array([JSONTree])
    /// A string, a number, `true` or `false`, as text.
    case text(String)
    case null

    /// Larger bodies are no error and no contract.
    static let maximumOfBytes = 1 << 18
    /// What lies deeper is `null`.
    private static let maximumDepth = 12

    /// `nil` for bytes that are no JSON, or too many.
    init?(_ body: [UInt8]) {
        guard body.count <= Self.maximumOfBytes,
            let tree = try? JSONDecoder().decode(JSONTree.self, from: Data(body))
        else { return nil }
        self = tree
    }

    init(from decoder: any Decoder) throws {
        if decoder.codingPath.count > Self.maximumDepth {
            self = .null
        } else if let container = try? decoder.container(keyedBy: AnyKey.self) {
            var members: [String: JSONTree] = [:]
            for key in container.allKeys {
                members[key.stringValue] = (try? container.decode(JSONTree.self, forKey: key)) ?? .null
            }
            self = .object(members)
        } else if var list = try? decoder.unkeyedContainer() {
            var elements: [JSONTree] = []
            while !list.isAtEnd { elements.append(try list.decode(JSONTree.self)) }
            self = .array(elements)
        } else {
            let container = try decoder.singleValueContainer()
            if let truth = try? container.decode(Bool.self) {
                self = .text(truth ? "true" : "false")
            } else if case .text(let text) = LooseValue(from: decoder) {
                self = .text(text)
            } else {
                self = .null
            }
        }
    }

    subscript(_ key: String) -> JSONTree? {
        guard case .object(let members) = self else { return nil }
        return members[key]
    }

    var elements: [JSONTree]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    /// The text without white space around it; `nil` for anything else and for an empty one.
    var string: String? {
        guard case .text(let text) = self, let trimmed = LooseValue.text(text).trimmed, !trimmed.isEmpty else {
            return nil
        }
        return trimmed
    }
}

private struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}
