import Foundation
import MEDConfiguration
import MEDCore

/// What the one `med run` of a database holds: two would have the same identifier at the broker and disconnect each other
/// without end. Other commands may work beside it.
enum RunLock {
    /// Holds the lock until the process ends, however it ends: the kernel drops it. The file stays.
    ///
    /// - Throws: `Failure` when another `med run` holds it.
    static func hold(beside database: DatabaseLocation) throws {
        guard case .sqlite(let path) = database else { return }
        let descriptor = open(path + ".run", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        // A lock that cannot be made keeps nobody from running.
        guard descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK else { return }
        close(descriptor)
        throw Failure(
            .store,
            LocalizedText(
                fr: "Un autre « med run » utilise déjà la base \(path) : arrêtez-le d'abord.",
                en: "Another \"med run\" is using the database \(path) already: stop it first."))
    }
}
