import Foundation
import GRDB
import MEDCore
import MEDStore

extension SQLiteStore {
    static func makeFolder(of path: String) throws {
        let folder = (path as NSString).deletingLastPathComponent
        if folder.isEmpty || FileManager.default.fileExists(atPath: folder) { return }
        // When it fails, opening the file says why.
        try? FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    static func open(_ path: String, busyTimeout: Double) throws -> DatabasePool {
        // Made here, empty, so that the file is never readable by others, not even for a moment.
        let descriptor = Foundation.open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
        if descriptor >= 0 {
            close(descriptor)
        } else if errno != EEXIST {
            throw StoreError.cannotMake(path, code: errno)
        }
        var configuration = Configuration()
        configuration.label = "med"
        configuration.busyMode = .timeout(busyTimeout)
        configuration.maximumReaderCount = 4
        configuration.prepareDatabase { database in
            try database.execute(sql: "PRAGMA synchronous = FULL")
        }
        return try DatabasePool(path: path, configuration: configuration)
    }

    /// A connection of its own, because `data_version` tells only of commits by other connections. It never writes, but
    /// may: the last connection to close empties the log into the file, which a read-only one could not.
    static func openWatcher(_ path: String, busyTimeout: Double) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.label = "med-watch"
        configuration.busyMode = .timeout(busyTimeout)
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    static func check(_ pool: DatabasePool, path: String) throws {
        let findings = try pool.read { try String.fetchAll($0, sql: "PRAGMA quick_check(3)") }
        guard findings == ["ok"] else {
            throw StoreError(
                .damaged,
                LocalizedText(
                    fr: "La base \(path) est endommagée (\(findings.first ?? "?")) : restaurez une sauvegarde, ou "
                        + "déplacez-la et réimportez vos fichiers.",
                    en: "The database \(path) is damaged (\(findings.first ?? "?")): restore a backup, or move it away "
                        + "and import your files again."))
        }
    }
}
