import Glibc

/// The right to write in a folder, for one writer of this machine at a time: `med run` beside `med export`, two lanes of
/// one workbook. What the history said when the lock was taken is therefore never overwritten by what it said before.
///
/// It is a flock(2) on the folder itself, so that nothing is left in it; a killed process holds none.
final class FolderLock {
    private let descriptor: CInt

    private init(_ descriptor: CInt) {
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Waits for the lock. Where the file system has no locks (some of the network's), there is none to wait for.
    ///
    /// - Throws: ``FileFault`` when the folder cannot be opened, `CancellationError`.
    static func take(_ folder: String, isolation: isolated (any Actor)? = #isolation) async throws -> FolderLock {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileFault(.system(errno), path: folder) }
        let lock = FolderLock(descriptor)
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR else { return lock }
            try await Task.sleep(for: .milliseconds(20))
        }
        lock.sweep(folder)
        return lock
    }

    /// Removes what killed processes left. Nobody else writes now.
    private func sweep(_ folder: String) {
        for name in FileNames.all(in: folder) where name.hasPrefix(AtomicFile.prefix) {
            if name.hasSuffix(AtomicFile.suffix) { unlink("\(folder)/\(name)") }
            if name.hasSuffix(TemporaryFolder.suffix) { TemporaryFolder.remove("\(folder)/\(name)") }
        }
    }
}
