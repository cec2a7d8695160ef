import Foundation

/// Finds the programs the tests start.
public enum Executable {
    /// The full path of a program in PATH or in /usr/sbin.
    ///
    /// - Throws: ``TestServerError`` naming the Debian package: a missing server fails the tests.
    public static func path(_ name: String, package: String) throws -> String {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        for folder in path.split(separator: ":").map(String.init) + ["/usr/sbin", "/usr/bin"] {
            let candidate = "\(folder)/\(name)"
            if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
        }
        throw TestServerError("\(name) is missing: apt-get install \(package)")
    }

    /// Runs a program to its end.
    ///
    /// - Returns: its standard output.
    /// - Throws: ``TestServerError`` with its standard error, when its exit status is not 0.
    @discardableResult
    public static func run(_ path: String, _ arguments: [String], in folder: String? = nil) throws -> String {
        // Not Foundation's Process: its pipes leak into children other tests start, which then keep them open.
        let directory = try TemporaryDirectory("med-run")
        let (output, error) = (directory.path("output"), directory.path("error"))
        let child = try ChildProcess(path, arguments, in: folder, output: output, error: error)
        guard child.wait() == 0 else {
            let words = (try? String(contentsOfFile: error, encoding: .utf8)) ?? ""
            throw TestServerError("\(path) \(arguments.first ?? ""): \(words)")
        }
        return try String(contentsOfFile: output, encoding: .utf8)
    }
}
