import Glibc
import MEDConfiguration
import MEDExporters

extension FuzzTarget {
    /// config.yaml.
    static let configuration = FuzzTarget("configuration", maximumLength: 8_192) { bytes in
        ConfigurationCheck.write(bytes)
        let lines = bytes.count + 1
        let results = (0..<2).map { _ in
            Result { () throws(ConfigurationError) in
                try Configuration.load(
                    path: ConfigurationCheck.path, environment: [:], manifests: ExporterRegistry.manifests)
            }
        }
        demand(ConfigurationCheck.isSame(results[0], results[1]), "two answers for one text")
        switch results[0] {
        case .success(let loaded): ConfigurationCheck.check(loaded.warnings, lines: lines)
        case .failure(let error):
            demand(!error.issues.isEmpty, "an error without an issue")
            ConfigurationCheck.check(error.issues, lines: lines)
        }
    }
}

private enum ConfigurationCheck {
    /// One file for all inputs: loading takes a path.
    private static let descriptor: CInt = {
        var template = Array("/tmp/med-fuzz-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        // Nothing is left behind, however the process ends.
        demand(descriptor >= 0 && unlink(template) == 0, "no temporary file")
        return descriptor
    }()

    static let path = "/proc/self/fd/\(descriptor)"

    static func write(_ bytes: UnsafeRawBufferPointer) {
        demand(ftruncate(descriptor, 0) == 0, "ftruncate")
        demand(pwrite(descriptor, bytes.baseAddress, bytes.count, 0) == bytes.count, "pwrite")
    }

    static func isSame(
        _ left: Result<LoadedConfiguration, ConfigurationError>,
        _ right: Result<LoadedConfiguration, ConfigurationError>
    ) -> Bool {
        switch (left, right) {
        case (.success(let left), .success(let right)): left == right
        case (.failure(let left), .failure(let right)): left == right
        default: false
        }
    }

    static func check(_ issues: [ConfigurationIssue], lines: Int) {
        for issue in issues {
            demand((issue.line ?? 1) >= 1 && (issue.line ?? 1) <= lines, "line \(issue.line ?? 0) of \(lines)")
            demand((issue.column ?? 1) >= 1, "column \(issue.column ?? 0)")
            for text in [issue.text(in: .french), issue.text(in: .english)] {
                demand(!text.isEmpty && !text.contains("CaNaRy9876"), "an issue shows a secret, or nothing")
            }
        }
    }
}
