/// One field of an exporter: everything that its form, its validation, its YAML key, its environment name, its redaction
/// and its line in the documentation need.
public struct ConfigurationField: Hashable, Sendable {
    /// What a value may be.
    public enum Kind: Hashable, Sendable {
        /// Any text.
        case text
        /// A host name or address, without a scheme.
        case host
        /// A TCP port.
        case port
        /// An `http` or `https` URL.
        case url
        /// The path of a file that must be readable.
        case file
        /// A whole number within bounds.
        case integer(ClosedRange<Int>)
        /// On or off.
        case boolean
        /// One of the listed texts.
        case choice([String])
        /// A list of texts, each one of `choices` unless that is empty.
        case list(choices: [String])
        /// Names with texts.
        case map
        /// `all`, `now` or a date: where an exporter's history begins.
        case start
    }

    /// The key in the exporter's YAML section; dots go down into nested sections.
    public let key: String
    /// What a value may be.
    public let kind: Kind
    /// The value without configuration; `nil` when there is none.
    public let defaultValue: ConfigurationValue?
    /// Whether it must never be shown, logged or sent back.
    public let isSecret: Bool
    /// Whether another value means another destination: lanes start anew.
    public let isIdentity: Bool
    /// The section of the form.
    public let section: String
    /// The label of the form.
    public let label: LocalizedText
    /// The sentence below the field.
    public let help: LocalizedText
    /// Whose value it has when neither the environment nor the file gives it one; `nil`: `defaultValue`.
    public let fallback: ConfigurationFallback?

    /// A field.
    public init(
        _ key: String, _ kind: Kind, default defaultValue: ConfigurationValue? = nil, isSecret: Bool = false,
        isIdentity: Bool = false, section: String = "", label: LocalizedText,
        help: LocalizedText = .init(fr: "", en: ""), fallback: ConfigurationFallback? = nil
    ) {
        self.key = key
        self.kind = kind
        self.defaultValue = defaultValue
        self.isSecret = isSecret
        self.isIdentity = isIdentity
        self.section = section
        self.label = label
        self.help = help
        self.fallback = fallback
    }

    /// The environment name in the section of `exporterKey`: `topic_prefix` of `mqtt` is `MQTT_TOPIC_PREFIX`.
    public func environmentName(exporterKey: String) -> String {
        let upper = "\(exporterKey)_\(key)".uppercased()
        return String(upper.map { $0 == "." ? "_" : $0 })
    }
}
