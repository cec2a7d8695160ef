import Foundation
import MEDCore

/// A file that is written beside the one it replaces: whatever goes wrong, the old one stays whole.
final class ReplacedFile {
    private let path: String
    private let temporary: String
    private let handle: FileHandle
    private var isDone = false

    /// - Throws: `Failure` when the folder cannot be written to.
    init(path: String) throws {
        self.path = path
        let url = URL(fileURLWithPath: path)
        temporary = url.deletingLastPathComponent().appending(path: ".\(url.lastPathComponent).\(getpid())").path
        // Readable by its owner only: it shows when nobody is at home.
        guard
            FileManager.default.createFile(atPath: temporary, contents: nil, attributes: [.posixPermissions: 0o600]),
            let handle = FileHandle(forWritingAtPath: temporary)
        else { throw Self.failure(path, errno) }
        self.handle = handle
    }

    deinit { if !isDone { unlink(temporary) } }

    func write(_ bytes: [UInt8]) throws {
        guard !bytes.isEmpty else { return }
        do {
            try handle.write(contentsOf: bytes)
        } catch {
            throw Self.failure(path, (error as NSError).code == 640 ? ENOSPC : errno)
        }
    }

    /// Puts the new one in the place of the old one.
    func replace() throws {
        try handle.synchronize()
        try handle.close()
        guard rename(temporary, path) == 0 else { throw Self.failure(path, errno) }
        isDone = true
    }

    private static func failure(_ path: String, _ code: CInt) -> Failure {
        let reason = String(cString: strerror(code))
        return Failure(
            .configuration,
            LocalizedText(
                fr: "\(path) ne peut pas être écrit : \(reason).", en: "\(path) cannot be written: \(reason)."))
    }
}
