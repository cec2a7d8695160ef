/// A field of another exporter's plain section, whose value a field has while it has none of its own: a household that wrote
/// its broker under `mqtt:` need not write it again under `home_assistant:`.
public struct ConfigurationFallback: Hashable, Sendable {
    /// The section: `mqtt`.
    public let exporterKey: String
    /// The field there: `host`.
    public let key: String
    /// A field of the own section, with a fallback of its own into the same section, that has to have the same value here
    /// and there: a password follows its user name only. `nil`: nothing has to.
    public let companion: String?

    /// The field `key` of the section of `exporterKey`.
    public init(_ exporterKey: String, _ key: String, with companion: String? = nil) {
        self.exporterKey = exporterKey
        self.key = key
        self.companion = companion
    }
}
