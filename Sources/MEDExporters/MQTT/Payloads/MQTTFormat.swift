/// The two formats of document 003.
public enum MQTTFormat: String, Hashable, Sendable, CaseIterable {
    /// A JSON object with value, unit, date and what belongs to it.
    case json
    /// The value only: `15.234`.
    case simple
}
