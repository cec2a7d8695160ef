import Glibc
public import MEDCore

/// Why config.yaml was not read for a change, or not saved; it is as it was.
public struct ConfigurationFileError: Error, Hashable, Sendable {
    /// What stands in the way.
    public enum Reason: Hashable, Sendable {
        /// Somebody changed, removed or created it since it was read.
        case changed
        /// It may not be written: its mode, its owner, or a file system that is mounted read-only.
        case readOnly
        /// No file can be created beside it, so that it cannot be replaced.
        case folderReadOnly(String)
        /// It is mounted by itself (`docker -v ./config.yaml:/config.yaml`) and cannot be replaced.
        case mounted
        /// It belongs to another user or group, and could not be given back to them.
        case otherOwner
        /// It is a folder, a device or a pipe.
        case notAFile
        /// It is larger than any configuration.
        case tooLarge
        /// It is not UTF-8.
        case notUTF8
        /// What the system answered (`errno`).
        case system(Int32)
    }

    /// What stands in the way.
    public let reason: Reason
    /// The file, as it was given.
    public let path: String

    /// An error.
    public init(_ reason: Reason, path: String) {
        self.reason = reason
        self.path = path
    }

    init(reading failure: FileContent.Failure, path: String) {
        switch failure {
        case .system(let code): self.init(.system(code), path: path)
        case .notAFile: self.init(.notAFile, path: path)
        case .tooLarge: self.init(.tooLarge, path: path)
        }
    }

    /// The sentence that a household reads: what stands in the way and what to do.
    public var message: LocalizedText {
        let (french, english) = sentence
        return LocalizedText(fr: "\(path) : \(french)", en: "\(path): \(english)")
    }

    private var sentence: (french: String, english: String) {
        switch reason {
        case .changed:
            (
                "le fichier a changé entre-temps ; rien n'est écrit, recommencez",
                "the file has changed in the meantime; nothing was written, start again"
            )
        case .readOnly, .system(EROFS):
            (
                "le fichier est en lecture seule ; rendez-le modifiable (« chmod u+w », montage sans « :ro »), ou faites le "
                    + "changement vous-même",
                "the file is read-only; make it writable (“chmod u+w”, a mount without “:ro”), or make the change yourself"
            )
        case .folderReadOnly(let folder):
            (
                "impossible de créer un fichier dans « \(folder) », ce qu'il faut pour le remplacer sans risque ; donnez le "
                    + "droit d'écrire dans ce dossier",
                "no file can be created in “\(folder)”, which replacing it safely needs; allow this user to write to that "
                    + "folder"
            )
        case .mounted:
            (
                "ce fichier est monté seul dans le conteneur et ne peut pas être remplacé ; montez son dossier à la place "
                    + "(par exemple « -v ./config:/config »), ou faites le changement vous-même",
                "this file is mounted by itself into the container and cannot be replaced; mount its folder instead (such "
                    + "as “-v ./config:/config”), or make the change yourself"
            )
        case .otherOwner:
            (
                "le fichier appartient à un autre utilisateur, qui ne pourrait plus le lire ; lancez la commande sous son "
                    + "nom",
                "the file belongs to another user, who could not read it any more; run the command as that user"
            )
        case .notUTF8:
            (
                "le fichier n'est pas en UTF-8 ; enregistrez-le en UTF-8 dans votre éditeur",
                "the file is not UTF-8; save it as UTF-8 in your editor"
            )
        case .notAFile: FileContent.Failure.notAFile.reason
        case .tooLarge: FileContent.Failure.tooLarge.reason
        case .system(ENOSPC), .system(EDQUOT):
            ("le disque est plein ; rien n'est écrit", "the disk is full; nothing was written")
        case .system(ENOENT), .system(ENOTDIR):
            ("son dossier n'existe pas ; créez-le d'abord", "its folder does not exist; create it first")
        case .system(let code): FileContent.Failure.system(code: code).reason
        }
    }
}

extension ConfigurationFileError: CustomStringConvertible {
    /// The French text.
    public var description: String { message.french }
}
