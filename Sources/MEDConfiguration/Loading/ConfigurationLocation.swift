/// Where config.yaml is.
public enum ConfigurationLocation {
    /// The file to load: `argument` (`--config FILE`), else `MED_CONFIG`, else `config.yaml` in the working directory if
    /// it exists, else `$XDG_CONFIG_HOME/med/config.yaml` (`~/.config/med/config.yaml`) if it exists.
    ///
    /// The first two are returned whether they exist or not, so that a missing one is an error of loading; `nil` means
    /// that there is no file, which is fine.
    public static func path(argument: String?, environment: [String: String]) -> String? {
        if let argument, !argument.isEmpty { return argument }
        if let chosen = environment["MED_CONFIG"], !chosen.isEmpty { return chosen }
        if FileContent.exists("config.yaml") { return "config.yaml" }
        let folder =
            FilePath.absolute(environment["XDG_CONFIG_HOME"])
            ?? FilePath.absolute(environment["HOME"]).map { "\($0)/.config" }
        guard let path = folder.map({ "\($0)/med/config.yaml" }), FileContent.exists(path) else { return nil }
        return path
    }
}
