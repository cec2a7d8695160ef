import TestServers
import Testing

/// What the tests' own servers inherit.
struct ChildProcessTests {
    @Test func aChildStartsWithNoSignalBlockedOrIgnored() throws {
        // Read by a program that a shell started, as the servers of the checks against Home Assistant are.
        let status = try Executable.run("/bin/sh", ["-c", "grep -E '^Sig(Blk|Ign)' /proc/self/status; true"])
        #expect(status == "SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n")
    }

    @Test func itEndsWhenAskedTo() throws {
        let folder = try TemporaryDirectory("med-child")
        let child = try ChildProcess("/bin/sleep", ["600"], output: folder.path("output"))
        child.terminate()
        #expect(!child.isRunning)
    }
}
