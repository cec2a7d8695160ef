import Foundation
import MEDStore
import Synchronization

/// Says which workers of a database file are alive, so that the leases of a killed one are free at once.
///
/// Every worker holds an advisory lock on a file of its own beside the database; the kernel drops the lock with the
/// process, however it dies, also when two containers share the folder.
final class WorkerPresence: Sendable {
    private static let suffix = ".alive"
    private let prefix: String
    private let held = Mutex<[WorkerID: Int32]>([:])

    /// Also removes the files of workers that were killed and left no lease by which they would be noticed.
    init(databasePath: String) {
        prefix = databasePath + "."
        let folder = (databasePath as NSString).deletingLastPathComponent
        let name = (prefix as NSString).lastPathComponent
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
        for file in files where file.hasPrefix(name) && file.hasSuffix(Self.suffix) {
            _ = isAlive(WorkerID(String(file.dropFirst(name.count).dropLast(Self.suffix.count))))
        }
    }

    deinit {
        let all = held.withLock { $0 }
        for (worker, descriptor) in all {
            unlink(path(of: worker))
            close(descriptor)
        }
    }

    /// Makes sure that `worker` counts as alive as long as this process and this store live.
    func appear(_ worker: WorkerID) throws {
        try held.withLock { held in
            guard held[worker] == nil else { return }
            let path = path(of: worker)
            // Someone who asks whether this worker lives locks the file for a moment, and removes it.
            for _ in 0..<1_000 {
                if let descriptor = try Self.lock(path) {
                    held[worker] = descriptor
                    return
                }
                usleep(1_000)
            }
            throw StoreError.cannotOpen(path, reason: "two workers of one name")
        }
    }

    /// The descriptor of the locked file; `nil` when another holds it, or it was removed before it was locked.
    private static func lock(_ path: String) throws -> Int32? {
        let descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw StoreError.cannotMake(path, code: errno) }
        var locked = stat()
        var named = stat()
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, fstat(descriptor, &locked) == 0, stat(path, &named) == 0,
            locked.st_ino == named.st_ino, locked.st_dev == named.st_dev
        else {
            close(descriptor)
            return nil
        }
        return descriptor
    }

    /// Whether the worker of that name lives; the file of a dead one is removed.
    func isAlive(_ worker: WorkerID) -> Bool {
        if held.withLock({ $0[worker] != nil }) { return true }
        let path = path(of: worker)
        let descriptor = open(path, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return true }
        unlink(path)
        return false
    }

    private func path(of worker: WorkerID) -> String {
        prefix + worker.description + Self.suffix
    }
}
