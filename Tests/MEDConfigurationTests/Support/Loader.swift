import MEDConfiguration
import MEDCore
import Testing

/// Loads texts from a folder of its own.
struct Loader {
    let folder: TemporaryFolder
    var environment = ["HOME": "/home/household"]
    var manifests = [Manifests.mqtt, Manifests.victoriametrics]

    init() throws {
        folder = try TemporaryFolder()
    }

    func load(_ yaml: String, mode: Int = 0o600) throws -> LoadedConfiguration {
        let path = try folder.write(yaml, mode: mode)
        return try Configuration.load(path: path, environment: environment, manifests: manifests)
    }

    /// The issues of a text that must not load.
    func issues(_ yaml: String, mode: Int = 0o600) throws -> [ConfigurationIssue] {
        do {
            let loaded = try load(yaml, mode: mode)
            Issue.record("loaded, with warnings \(loaded.warnings)")
            return []
        } catch let error as ConfigurationError {
            return error.issues
        }
    }

    /// The only issue of a text that must not load.
    func issue(_ yaml: String, mode: Int = 0o600) throws -> ConfigurationIssue {
        let issues = try issues(yaml, mode: mode)
        #expect(issues.count == 1, "\(issues)")
        return try #require(issues.first)
    }

    func mqtt(_ yaml: String) throws -> ExporterSection {
        try #require(try load(yaml).configuration.exporters.first { $0.instance == InstanceID("mqtt") })
    }
}

extension ConfigurationIssue {
    /// `12:9 mqtt.port`.
    var place: String { "\(line.map(String.init) ?? "-"):\(column.map(String.init) ?? "-") \(key)" }
}
