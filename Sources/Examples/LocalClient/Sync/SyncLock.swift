import Foundation
import MEDConfiguration

/// Held while sources are asked: `med sync` beside `med run` would spend the same quota twice.
struct SyncLock: ~Copyable {
    private let descriptor: CInt

    /// The lock, if nobody holds it; one that cannot be made is held by nobody.
    init?(beside database: DatabaseLocation) {
        guard case .sqlite(let path) = database else {
            descriptor = -1
            return
        }
        let descriptor = open(path + ".sync", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        if descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
            close(descriptor)
            return nil
        }
        self.descriptor = descriptor
    }

    /// The lock, once whoever holds it has released it.
    static func waiting(beside database: DatabaseLocation) async throws -> SyncLock {
        while true {
            if let lock = SyncLock(beside: database) { return lock }
            try await Task.sleep(for: .milliseconds(500))
        }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }
}
