import Foundation
import GRDB
import MEDCore
import MEDStore

extension StoreError {
    /// What an error of SQLite means to a household.
    init(_ error: DatabaseError, path: String) {
        switch error.resultCode {
        case .SQLITE_FULL:
            self.init(
                .diskFull,
                LocalizedText(
                    fr: "Le disque de \(path) est plein : rien n'a été écrit. Libérez de la place et recommencez.",
                    en: "The disk of \(path) is full: nothing was written. Free some space and try again."))
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self = .locked(path)
        case .SQLITE_READONLY, .SQLITE_PERM:
            self = .readOnly(path)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            self.init(
                .damaged,
                LocalizedText(
                    fr: "\(path) n'est pas une base lisible : restaurez une sauvegarde, ou déplacez le fichier et "
                        + "réimportez.",
                    en: "\(path) is not a readable database: restore a backup, or move the file away and import again."
                ))
        case .SQLITE_CANTOPEN:
            self = .cannotOpen(path, reason: error.message ?? "SQLITE_CANTOPEN")
        default:
            self.init(
                .engine,
                LocalizedText(
                    fr: "SQLite a signalé une erreur sur \(path) : \(error.message ?? "\(error.resultCode)").",
                    en: "SQLite reported an error on \(path): \(error.message ?? "\(error.resultCode)")."))
        }
    }

    static func locked(_ path: String) -> StoreError {
        StoreError(
            .locked,
            LocalizedText(
                fr: "La base \(path) est verrouillée par un autre programme depuis trop longtemps : rien n'a été "
                    + "écrit. Fermez-le et recommencez.",
                en: "The database \(path) has been locked by another program for too long: nothing was written. "
                    + "Close it and try again."))
    }

    static func readOnly(_ path: String) -> StoreError {
        StoreError(
            .readOnly,
            LocalizedText(
                fr: "La base \(path) n'est pas modifiable : vérifiez les droits du fichier et de son dossier.",
                en: "The database \(path) cannot be written: check the rights of the file and its folder."))
    }

    /// What the `errno` of a file that could not be made means.
    static func cannotMake(_ path: String, code: Int32) -> StoreError {
        switch code {
        case EACCES, EPERM, EROFS: .readOnly(path)
        default: .cannotOpen(path, reason: String(cString: strerror(code)))
        }
    }

    static func cannotOpen(_ path: String, reason: String) -> StoreError {
        StoreError(
            .cannotOpen,
            LocalizedText(
                fr: "Impossible d'ouvrir la base \(path) (\(reason)) : vérifiez le chemin et les droits du dossier.",
                en: "The database \(path) cannot be opened (\(reason)): check the path and the rights of its folder."))
    }
}
