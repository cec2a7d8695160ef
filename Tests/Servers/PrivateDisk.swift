import Foundation

/// A small disk of its own (tmpfs) that is mounted in the mount namespace of a child only; this process reaches it through
/// `/proc/<pid>/root` (proc(5)). Full and read-only disks bind root as well, which rights do not.
public final class PrivateDisk: Sendable {
    /// Its folder.
    public let path: String
    private let directory: TemporaryDirectory
    private let process: ChildProcess

    /// Mounts it; it is gone with its owner.
    ///
    /// - Parameter size: As tmpfs(5) wants it: `4m`.
    public static func mounted(size: String = "4m", isReadOnly: Bool = false) async throws -> PrivateDisk {
        let directory = try TemporaryDirectory("med-disk")
        let (folder, output) = (directory.path("disk"), directory.path("output"))
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let options = "size=\(size),mode=0700" + (isReadOnly ? ",ro" : "")
        let script = "mount -t tmpfs -o \(options) none \"$1\" && echo mounted && exec sleep 900"
        let process = try ChildProcess(
            "/usr/bin/unshare", ["--map-root-user", "--mount", "sh", "-c", script, "sh", folder], output: output)
        _ = try await Poll.until("a disk to be mounted") { () -> Bool? in
            let said = (try? String(contentsOfFile: output, encoding: .utf8)) ?? ""
            if said.contains("mounted") { return true }
            guard process.isRunning else { throw TestServerError("no disk of its own: \(said)") }
            return nil
        }
        return PrivateDisk(path: "/proc/\(process.pid)/root\(folder)", directory: directory, process: process)
    }

    private init(path: String, directory: TemporaryDirectory, process: ChildProcess) {
        self.path = path
        self.directory = directory
        self.process = process
    }

    /// Fills it by a file of somebody else's with that name, to the last byte.
    public func fill(_ name: String) throws {
        let file = path + "/" + name
        guard FileManager.default.createFile(atPath: file, contents: nil),
            let handle = FileHandle(forWritingAtPath: file)
        else { throw TestServerError("cannot write \(file)") }
        while (try? handle.write(contentsOf: Data(count: 4_096))) != nil {}
        try handle.close()
    }
}
