/// The name of one configured exporter: `mqtt` for the plain section of config.yaml, `mqtt.cloud` for a named one.
public struct InstanceID: Hashable, Comparable, Sendable {
    /// The exporter's key, the first part.
    public let exporterKey: String
    /// The name of a further instance; `nil` for the plain section.
    public let name: String?

    /// The instance of a section: `mqtt`, or `mqtt` with the name `cloud`. An empty name is none.
    public init(exporterKey: String, name: String? = nil) {
        self.exporterKey = exporterKey
        self.name = name == "" ? nil : name
    }

    /// Reads `mqtt` or `mqtt.cloud`.
    public init(_ text: String) {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        self.init(exporterKey: String(parts[0]), name: parts.count > 1 ? String(parts[1]) : nil)
    }

    /// Whether the left one comes first.
    public static func < (left: InstanceID, right: InstanceID) -> Bool { left.description < right.description }
}

extension InstanceID: CustomStringConvertible {
    /// `mqtt`, `mqtt.cloud`.
    public var description: String { name.map { "\(exporterKey).\($0)" } ?? exporterKey }
}
