import Foundation

/// A process that a test starts, reads line by line, and ends by its id.
final class Child: @unchecked Sendable {
    // Only used by the test that made it, one call after the other; Process and Pipe are not marked Sendable.
    private let process = Process()
    private let output = Pipe()
    private let input = Pipe()
    private var buffer = Data()

    /// Runs `StoreCrasher`, which is built beside the tests.
    convenience init(crasher arguments: [String]) throws {
        try self.init(Self.crasher, arguments)
    }

    init(_ program: String, _ arguments: [String]) throws {
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardOutput = output
        process.standardInput = input
        try process.run()
    }

    static var crasher: String {
        let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return (tests as NSString).deletingLastPathComponent + "/StoreCrasher"
    }

    /// The next line; `nil` at the end of the output.
    func line() -> String? {
        while true {
            if let end = buffer.firstIndex(of: UInt8(ascii: "\n")) {
                let line = String(decoding: buffer[..<end], as: UTF8.self)
                buffer = Data(buffer[(end + 1)...])
                return line
            }
            let more = output.fileHandleForReading.availableData
            if more.isEmpty { return nil }
            buffer += more
        }
    }

    /// Every further line.
    func lines() -> [String] {
        var lines: [String] = []
        while let line = line() { lines.append(line) }
        return lines
    }

    /// SIGKILL: the process has no chance to do anything.
    func kill() {
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Closes its input and waits for its end.
    func finish() -> Int32 {
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
        return process.terminationStatus
    }

    deinit {
        if process.isRunning { kill() }
    }
}
