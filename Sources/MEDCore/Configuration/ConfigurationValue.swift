/// A configured value, after validation against its field.
public enum ConfigurationValue: Hashable, Sendable {
    /// Text, a path, a host, a URL or a choice.
    case string(String)
    /// A whole number.
    case integer(Int)
    /// On or off.
    case boolean(Bool)
    /// A password, key or token.
    case secret(Secret)
    /// A list of texts.
    case list([String])
    /// Names with texts, such as labels.
    case map([String: String])
}
