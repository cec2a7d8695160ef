import TestServers
import Testing

/// What the tests' own servers inherit.
struct ChildProcessTests {
    @Test func aChildStartsWithNoSignalBlockedOrIgnored() throws {
        // Read by a program that a shell started, as the servers of the checks against Home Assistant are.
        let status = try Executable.run("/bin/sh", ["-c", "grep -E '^Sig(Blk|Ign)' /proc/self/status; true"])
        let sets = status.split(separator: "\n").compactMap { UInt64($0.suffix(16), radix: 16) }
        // 1 to 31; glibc sets those for its own use, 32 and 33, to ignored.
        #expect(sets.map { $0 & 0x7FFF_FFFF } == [0, 0], "\(status)")
    }

    @Test func itEndsWhenAskedTo() throws {
        let folder = try TemporaryDirectory("med-child")
        let child = try ChildProcess("/bin/sleep", ["600"], output: folder.path("output"))
        child.terminate()
        #expect(!child.isRunning)
    }
}
