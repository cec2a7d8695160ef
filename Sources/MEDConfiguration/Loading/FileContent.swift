import Glibc

/// A small file, read whole.
struct FileContent {
    /// More than any configuration or secret has: a device or a database given by mistake does not fill the memory.
    static let sizeLimit = 4 << 20

    let bytes: [UInt8]
    /// The permission bits.
    let mode: UInt32

    enum Failure: Error {
        case system(code: Int32)
        case notAFile
        case tooLarge

        /// The reason in the words of a shell, French and English.
        var reason: (french: String, english: String) {
            switch self {
            case .system(ENOENT): ("le fichier n'existe pas", "the file does not exist")
            case .system(EACCES): ("la lecture est interdite à cet utilisateur", "this user may not read it")
            case .system(let code): ("erreur \(code) du système", "system error \(code)")
            case .notAFile: ("ce n'est pas un fichier", "it is not a file")
            case .tooLarge: ("le fichier est trop grand", "the file is too large")
            }
        }
    }

    init(path: String) throws(Failure) {
        // O_NONBLOCK: opening a FIFO given by mistake does not hang.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .system(code: errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .system(code: errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile }
        mode = status.st_mode & 0o777
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .system(code: errno) }
            if count == 0 { break }
            bytes += chunk[..<count]
            guard bytes.count <= Self.sizeLimit else { throw .tooLarge }
        }
        self.bytes = bytes
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }
}
