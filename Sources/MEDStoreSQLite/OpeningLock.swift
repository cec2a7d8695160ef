import Foundation
import MEDCore
import MEDStore

/// Lets one process at a time open a database for the first time or bring its schema up to date.
///
/// GRDB decides outside of a transaction which migrations are missing, so that two programs that start together would
/// both make the tables. The lock is on the folder: a descriptor of the database file itself must never be closed, it
/// would take SQLite's own locks with it (https://www.sqlite.org/howtocorrupt.html, 2.2).
enum OpeningLock {
    static func hold<Value>(_ path: String, timeout: Double, _ body: () throws -> Value) throws -> Value {
        let folder = (path as NSString).deletingLastPathComponent
        let descriptor = open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw StoreError.cannotMake(path, code: errno) }
        defer { close(descriptor) }
        let end = ContinuousClock.now + .seconds(timeout)
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            // A file system without such locks: go on as SQLite alone would.
            guard errno == EWOULDBLOCK || errno == EINTR else { break }
            guard ContinuousClock.now < end else { throw StoreError.locked(path) }
            usleep(2_000)
        }
        return try body()
    }
}
