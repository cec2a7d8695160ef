import Glibc
public import MEDCore

/// Why a file could not be written or read.
public struct FileFault: Error, Hashable, Sendable {
    /// What went wrong.
    public enum Cause: Hashable, Sendable {
        /// The system refused: a number of errno(3).
        case system(Int32)
        /// libxlsxwriter refused: its `lxw_error`.
        case library(Int32)
        /// More rows than a sheet of a workbook can have.
        case tooManyRows
        /// What was read back is not what was written.
        case damaged
    }

    /// What went wrong.
    public let cause: Cause
    /// The file or folder; PDLs in it are shortened.
    public let path: String

    /// A fault of a path.
    public init(_ cause: Cause, path: String) {
        self.cause = cause
        self.path = PDL.shortening(in: path)
    }

    /// Whether the disk, or the quota on it, is full.
    public var isFull: Bool { cause == .system(ENOSPC) || cause == .system(EDQUOT) }

    /// Whether the rights do not allow it, or the file system is read-only.
    public var isDenied: Bool { [EACCES, EPERM, EROFS].contains { cause == .system($0) } }

    /// Whether the path, or a folder on it, is not there.
    public var isMissing: Bool { cause == .system(ENOENT) }

    /// What happened and what to do, for the household.
    public var text: LocalizedText {
        switch cause {
        case .system(ENOSPC), .system(EDQUOT):
            LocalizedText(
                fr: "\(path) : le disque est plein ; libérez de la place. L'ancien fichier est resté tel quel.",
                en: "\(path): the disk is full; make room. The old file is as it was.")
        case .system(EROFS):
            LocalizedText(
                fr: "\(path) : le système de fichiers est en lecture seule ; remontez-le en écriture.",
                en: "\(path): the file system is read-only; mount it writable.")
        case .system(EACCES), .system(EPERM):
            LocalizedText(
                fr: "\(path) : écriture refusée ; donnez à l'utilisateur de med le droit d'écrire dans ce dossier.",
                en: "\(path): writing is not allowed; give med's user the right to write in this folder.")
        case .system(ENOENT):
            LocalizedText(
                fr: "\(path) : ce dossier n'existe pas ; créez-le, ou montez le disque où il se trouve.",
                en: "\(path): there is no such folder; create it, or mount the disk that it is on.")
        case .system(ENOTDIR):
            LocalizedText(
                fr: "\(path) : ce n'est pas un dossier ; donnez le chemin d'un dossier.",
                en: "\(path): this is no folder; give the path of a folder.")
        case .system(let number):
            LocalizedText(
                fr: "\(path) : \(String(cString: strerror(number))) (erreur \(number)).",
                en: "\(path): \(String(cString: strerror(number))) (error \(number)).")
        case .library(let number):
            LocalizedText(
                fr: "\(path) : le classeur n'a pas pu être écrit (libxlsxwriter, erreur \(number)).",
                en: "\(path): the workbook could not be written (libxlsxwriter, error \(number)).")
        case .tooManyRows:
            LocalizedText(
                fr:
                    "\(path) : plus de \(XLSXWriter.rowLimit) lignes, la limite d'une feuille ; choisissez moins de jours.",
                en: "\(path): more than \(XLSXWriter.rowLimit) rows, the limit of a sheet; choose fewer days.")
        case .damaged:
            LocalizedText(
                fr: "\(path) : la relecture ne donne pas ce qui a été écrit ; vérifiez la place et l'état du disque.",
                en: "\(path): reading back does not give what was written; check the disk's room and its health.")
        }
    }
}
