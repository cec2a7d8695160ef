/// The validated configuration of one exporter instance: every field of the manifest that has a value or a default.
public struct ExporterConfiguration: Hashable, Sendable {
    /// Which instance.
    public let instance: InstanceID
    /// Values by field key.
    public let values: [String: ConfigurationValue]

    /// A configuration; `defaults` of a manifest are filled in where `values` has none.
    public init(instance: InstanceID, values: [String: ConfigurationValue], manifest: ExporterManifest? = nil) {
        self.instance = instance
        var complete = values
        for field in manifest?.fields ?? [] where complete[field.key] == nil {
            complete[field.key] = field.defaultValue
        }
        self.values = complete
    }

    /// The text of a field, also of a choice or a URL; `nil` when it is absent or empty, and for a secret.
    public func string(_ key: String) -> String? {
        guard case .string(let text) = values[key], !text.isEmpty else { return nil }
        return text
    }

    /// The whole number of a field.
    public func integer(_ key: String) -> Int? {
        guard case .integer(let number) = values[key] else { return nil }
        return number
    }

    /// Whether a field is on; `false` when it is absent.
    public func isOn(_ key: String) -> Bool {
        values[key] == .boolean(true)
    }

    /// The secret of a field; `nil` when it is absent or empty.
    public func secret(_ key: String) -> Secret? {
        guard case .secret(let secret) = values[key], !secret.isEmpty else { return nil }
        return secret
    }

    /// The list of a field; empty when it is absent.
    public func list(_ key: String) -> [String] {
        guard case .list(let items) = values[key] else { return [] }
        return items
    }

    /// The names and texts of a field; empty when it is absent.
    public func map(_ key: String) -> [String: String] {
        guard case .map(let pairs) = values[key] else { return [:] }
        return pairs
    }
}
