import Foundation
import TestServers

/// `FileCrasher`, which is built beside the tests, with its output in a file.
struct Crasher {
    let process: ChildProcess
    private let output: String

    /// - Parameter disk: The size of a disk of its own (tmpfs) mounted on the folder; `nil` for none.
    init(_ mode: String, _ folder: String, in directory: TemporaryDirectory, disk: String? = nil) throws {
        output = directory.path("output-\(mode)")
        let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        let program = (tests as NSString).deletingLastPathComponent + "/FileCrasher"
        if let disk {
            let script = "mount -t tmpfs -o size=\(disk) none \"$1\" && exec \"$2\" \(mode) \"$1\""
            process = try ChildProcess(
                "/usr/bin/unshare", ["--map-root-user", "--mount", "sh", "-c", script, "sh", folder, program],
                output: output, error: output + ".error")
        } else {
            process = try ChildProcess(program, [mode, folder], output: output, error: output + ".error")
        }
    }

    /// The whole lines that it has said until now.
    var lines: [String] {
        let text = (try? String(contentsOfFile: output, encoding: .utf8)) ?? ""
        return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }
}
