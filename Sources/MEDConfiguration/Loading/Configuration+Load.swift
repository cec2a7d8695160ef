public import MEDCore

extension Configuration {
    /// Loads the file at `path` with `environment` over it; without a path, only the environment and the defaults.
    ///
    /// - Parameters:
    ///   - path: config.yaml, as errors shall name it; see ``ConfigurationLocation``.
    ///   - environment: the variables, such as `MQTT_HOST`; an empty one counts as not set.
    ///   - manifests: those of the exporters of the build; a section is validated against its manifest.
    /// - Throws: ``ConfigurationError`` with everything that keeps the configuration from being used: a missing or
    ///   unreadable file, YAML that is none, values that their field does not take, secrets that cannot be read or that
    ///   everyone can read.
    public static func load(
        path: String?, environment: [String: String], manifests: [ExporterManifest]
    ) throws(ConfigurationError) -> LoadedConfiguration {
        var loading = Loading(path: path, environment: environment, manifests: manifests)
        let root = loading.readFile()
        let configuration = loading.configuration(from: root)
        loading.checkPermissions()
        guard loading.errors.isEmpty else { throw ConfigurationError(issues: loading.redacted(loading.errors)) }
        var positions: [String: ScalarPosition] = [:]
        root?.scalarPositions(into: &positions)
        return LoadedConfiguration(
            configuration: configuration, warnings: loading.redacted(loading.warnings), positions: positions)
    }
}
