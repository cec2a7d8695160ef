import Foundation
import TestServers

/// The Python example of the MQTT page, to the letter, on the test's port.
final class PagesSubscriber: Sendable {
    private let directory: TemporaryDirectory
    private let process: ChildProcess

    init(port: Int) throws {
        directory = try TemporaryDirectory("med-paho")
        let fixtures = PackageRoot.path("Tests/EndToEndTests/Fixtures")
        // Debian's own interpreter: python3-paho-mqtt installs for that one.
        process = try ChildProcess(
            "/usr/bin/python3", ["\(fixtures)/run_unchanged.py", "\(port)", "\(fixtures)/subscriber.py"],
            output: directory.path("output"), error: directory.path("errors"))
    }

    /// What it printed.
    var output: String { (try? String(contentsOfFile: directory.path("output"), encoding: .utf8)) ?? "" }
    /// Its tracebacks.
    var errors: String { (try? String(contentsOfFile: directory.path("errors"), encoding: .utf8)) ?? "" }
    /// A message that it could not read ends it.
    var isRunning: Bool { process.isRunning }

    func stop() { process.kill() }
}
