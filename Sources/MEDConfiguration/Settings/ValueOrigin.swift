/// Where a value comes from: the environment wins over the file, the file over the default.
public enum ValueOrigin: Hashable, Sendable {
    /// The manifest.
    case `default`
    /// config.yaml; of a secret in a file or a credential, the place of the reference.
    case file(ScalarPosition)
    /// Another section, whose key that is (`mqtt.host`): a page shows the value, and saving does not write it here.
    case section(key: String)
    /// The variable of that name: a page shows the value locked.
    case environment(name: String)
}
