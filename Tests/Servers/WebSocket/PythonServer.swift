import Foundation

/// A server of the tests that is a Python program (its standard library only), so that it shares no code with ours. It
/// prints `port N` when it listens on 127.0.0.1, then what it has seen, a line each.
public final class PythonServer: Sendable {
    /// Where it listens.
    public let port: Int
    private let directory: TemporaryDirectory
    private let process: ChildProcess

    /// Starts it and waits until it listens.
    public static func started(_ source: String, _ arguments: [String] = []) async throws -> PythonServer {
        let directory = try TemporaryDirectory("med-python")
        let script = try directory.write(source, to: "server.py")
        let process = try ChildProcess(
            Executable.path("python3", package: "python3"), ["-u", script] + arguments,
            output: directory.path("output"), error: directory.path("error"))
        let port = try await Poll.until("the Python server to listen", timeout: .seconds(60)) {
            guard process.isRunning else {
                throw TestServerError((try? String(contentsOfFile: directory.path("error"), encoding: .utf8)) ?? "")
            }
            return Self.lines(directory).first.flatMap { Int($0.dropFirst("port ".count)) }
        }
        return PythonServer(port: port, directory: directory, process: process)
    }

    private init(port: Int, directory: TemporaryDirectory, process: ChildProcess) {
        self.port = port
        self.directory = directory
        self.process = process
    }

    /// What it printed after its port, whole lines only.
    public var lines: [String] { Array(Self.lines(directory).dropFirst()) }

    /// What it complained about.
    public var errors: String { (try? String(contentsOfFile: directory.path("error"), encoding: .utf8)) ?? "" }

    /// Ends it at once.
    public func stop() { process.kill() }

    private static func lines(_ directory: TemporaryDirectory) -> [String] {
        let text = (try? String(contentsOfFile: directory.path("output"), encoding: .utf8)) ?? ""
        return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }
}
