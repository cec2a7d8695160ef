import Foundation
import TestServers

/// The real `med`, as a household runs it.
struct MedProgram {
    /// What a command printed and how it ended.
    struct Ending {
        /// The exit code; `nil` when a signal ended it.
        let code: CInt?
        let output: String
        let errors: String
    }

    let path: String
    private let home: TemporaryDirectory

    /// The program beside the test bundle, with `home` as its home folder.
    init(home: TemporaryDirectory) throws {
        self.home = home
        path = try Self.builtProducts() + "/med"
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw TestServerError("med is not built: \(path)")
        }
    }

    /// Runs a command to its end.
    @discardableResult
    func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Ending {
        let files = try TemporaryDirectory("med-output")
        let child = try spawn(
            arguments, environment: environment, output: files.path("output"), errors: files.path("errors"))
        let code = child.wait()
        return Ending(
            code: code, output: try String(contentsOfFile: files.path("output"), encoding: .utf8),
            errors: try String(contentsOfFile: files.path("errors"), encoding: .utf8))
    }

    /// Starts a command that keeps running.
    func spawn(
        _ arguments: [String], environment: [String: String] = [:], output: String, errors: String
    ) throws -> ChildProcess {
        // The main server listens nowhere unless a test says so: many of these programs run at a time.
        var variables = [
            "HOME": home.url.path, "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "SERVER_LISTEN": ",",
        ]
        for name in ["LD_LIBRARY_PATH"] { variables[name] = ProcessInfo.processInfo.environment[name] }
        variables.merge(environment) { $1 }
        let assignments = variables.map { "\($0.key)=\($0.value)" }
        return try ChildProcess(
            "/usr/bin/env", ["-i", "-C", home.url.path] + assignments + [path] + arguments, output: output,
            error: errors)
    }

    /// The folder of the test bundle that this code was loaded from.
    private static func builtProducts() throws -> String {
        let maps = try String(contentsOfFile: "/proc/self/maps", encoding: .utf8)
        guard
            let line = maps.split(separator: "\n").first(where: { $0.contains("PackageTests.xctest") }),
            let start = line.firstIndex(of: "/")
        else { throw TestServerError("the test bundle is not where it was expected") }
        return URL(fileURLWithPath: String(line[start...])).deletingLastPathComponent().path
    }
}
