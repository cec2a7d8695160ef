/// What makes a destination this one and no other: the values of the manifest's identity fields, without any secret.
///
/// Lanes remember it. When it changes (another broker, another prefix), a new epoch begins, and the old identity is what
/// a retraction needs to find what was published there.
public struct DestinationIdentity: Hashable, Sendable {
    /// Identity fields by key, as text.
    public let values: [String: String]

    /// An identity as it was stored.
    public init(values: [String: String]) {
        self.values = values
    }

    /// The identity of a configuration.
    public init(_ configuration: ExporterConfiguration, manifest: ExporterManifest) {
        var values: [String: String] = [:]
        for field in manifest.fields where field.isIdentity && !field.isSecret {
            switch configuration.values[field.key] {
            case .string(let text): values[field.key] = text
            case .integer(let number): values[field.key] = String(number)
            case .boolean(let isOn): values[field.key] = String(isOn)
            case .list(let items): values[field.key] = items.joined(separator: ",")
            case .map(let pairs):
                values[field.key] = pairs.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
                    .joined(separator: ",")
            case .secret, nil: break
            }
        }
        self.values = values
    }

    /// One `key=value` line per field in the order of the keys: what stores keep and compare. Within a key or a value a
    /// backslash, a line feed and an equals sign of a key are written `\\`, `\n` and `\=`.
    public var fingerprint: String {
        values.sorted { $0.key < $1.key }
            .map { "\(Self.escaped($0.key, isKey: true))=\(Self.escaped($0.value, isKey: false))" }
            .joined(separator: "\n")
    }

    /// Reads a `fingerprint`.
    public init(fingerprint: String) {
        var values: [String: String] = [:]
        // By scalars: as characters, CR LF is one and no line would end there.
        for line in fingerprint.unicodeScalars.split(separator: "\n") {
            if let (key, value) = Self.pair(in: line) { values[key] = value }
        }
        self.values = values
    }

    private static func escaped(_ text: String, isKey: Bool) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped.append(contentsOf: "\\\\".unicodeScalars)
            case "\n": escaped.append(contentsOf: "\\n".unicodeScalars)
            case "=" where isKey: escaped.append(contentsOf: "\\=".unicodeScalars)
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
    }

    private static func pair(in line: Substring.UnicodeScalarView) -> (key: String, value: String)? {
        var key: String?
        var text = String.UnicodeScalarView()
        var isEscape = false
        for scalar in line {
            if isEscape {
                text.append(scalar == "n" ? "\n" : scalar)
                isEscape = false
            } else if scalar == "\\" {
                isEscape = true
            } else if scalar == "=", key == nil {
                key = String(text)
                text = String.UnicodeScalarView()
            } else {
                text.append(scalar)
            }
        }
        return key.map { ($0, String(text)) }
    }
}
