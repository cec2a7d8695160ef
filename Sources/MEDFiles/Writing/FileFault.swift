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
        let (cause, advice) = (problem, advice)
        return LocalizedText(
            fr: "\(path) : \(cause.french) ; \(advice.french).", en: "\(path): \(cause.english); \(advice.english).")
    }

    /// What to do about it, as a sentence.
    public var hint: LocalizedText {
        func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() + "." }
        return LocalizedText(fr: sentence(advice.french), en: sentence(advice.english))
    }

    private var problem: LocalizedText {
        switch cause {
        case .system(ENOSPC), .system(EDQUOT):
            LocalizedText(fr: "le disque est plein", en: "the disk is full")
        case .system(EROFS):
            LocalizedText(fr: "le système de fichiers est en lecture seule", en: "the file system is read-only")
        case .system(EACCES), .system(EPERM): LocalizedText(fr: "écriture refusée", en: "writing is not allowed")
        case .system(ENOENT): LocalizedText(fr: "ce dossier n'existe pas", en: "there is no such folder")
        case .system(ENOTDIR): LocalizedText(fr: "ce n'est pas un dossier", en: "this is no folder")
        case .system(let number):
            LocalizedText(
                fr: "\(String(cString: strerror(number))) (erreur \(number))",
                en: "\(String(cString: strerror(number))) (error \(number))")
        case .library(let number):
            LocalizedText(
                fr: "le classeur n'a pas pu être écrit (libxlsxwriter, erreur \(number))",
                en: "the workbook could not be written (libxlsxwriter, error \(number))")
        case .tooManyRows:
            LocalizedText(
                fr: "plus de \(XLSXWriter.rowLimit) lignes, la limite d'une feuille",
                en: "more than \(XLSXWriter.rowLimit) rows, the limit of a sheet")
        case .damaged:
            LocalizedText(
                fr: "la relecture ne donne pas ce qui a été écrit", en: "reading back does not give what was written")
        }
    }

    private var advice: LocalizedText {
        switch cause {
        case .system(ENOSPC), .system(EDQUOT):
            LocalizedText(
                fr: "libérez de la place, l'ancien fichier est resté tel quel",
                en: "make room, the old file is as it was")
        case .system(EROFS): LocalizedText(fr: "remontez-le en écriture", en: "mount it writable")
        case .system(EACCES), .system(EPERM):
            LocalizedText(
                fr: "donnez à l'utilisateur de med le droit d'écrire dans ce dossier",
                en: "give med's user the right to write in this folder")
        case .system(ENOENT):
            LocalizedText(
                fr: "créez-le, ou montez le disque où il se trouve", en: "create it, or mount the disk that it is on")
        case .system(ENOTDIR):
            LocalizedText(fr: "donnez le chemin d'un dossier", en: "give the path of a folder")
        case .tooManyRows: LocalizedText(fr: "choisissez moins de jours", en: "choose fewer days")
        case .system, .library, .damaged:
            LocalizedText(
                fr: "vérifiez la place et l'état du disque", en: "check the disk's room and its health")
        }
    }
}
