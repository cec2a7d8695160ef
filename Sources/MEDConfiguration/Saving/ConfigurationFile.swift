import Glibc

/// config.yaml as it was read, to be changed with a ``ConfigurationEditor`` and saved.
///
/// Reading and saving block until the disk has answered: call them from a command, not from a task that serves others.
public struct ConfigurationFile: Sendable {
    /// The path as it was given.
    public let path: String
    /// What stands in the file, a byte order mark included; empty when there is none.
    public private(set) var text: String
    /// Whether the file existed when it was read; if not, saving creates it, for its owner alone.
    public private(set) var exists: Bool
    /// The file itself: where a symbolic link leads.
    let target: String

    /// Reads the file at `path`, which need not exist.
    ///
    /// - Throws: ``ConfigurationFileError`` when there is something else at `path`, or it cannot be read as UTF-8.
    public init(path: String) throws(ConfigurationFileError) {
        self.path = path
        target = try Self.target(of: path)
        guard let content = try Self.content(of: target, path: path) else {
            text = ""
            exists = false
            return
        }
        guard let text = String(validating: content.bytes, as: UTF8.self) else {
            throw ConfigurationFileError(.notUTF8, path: path)
        }
        self.text = text
        exists = true
    }

    /// Replaces the file's text at once: a reader, or a power cut, finds the old text or the new one, never a part.
    ///
    /// The new file keeps mode, owner and group of the old one; one that did not exist gets mode 0600. A symbolic link
    /// stays, and what it points to is replaced.
    ///
    /// - Throws: ``ConfigurationFileError``; the file is as it was then. One of them is that the file is no longer what
    ///   was read: somebody else's changes are not overwritten.
    public mutating func save(_ text: String) throws(ConfigurationFileError) {
        try save(text, renaming: { rename($0, $1) })
    }

    /// Saves with another `rename(2)`, for a test of what a mounted file answers.
    mutating func save(
        _ text: String, renaming: (_ old: String, _ new: String) -> Int32
    ) throws(ConfigurationFileError) {
        let replacement = FileReplacement(target: target, path: path)
        try replacement.write(Array(text.utf8), insteadOf: exists ? Array(self.text.utf8) : nil, renaming: renaming)
        self.text = text
        exists = true
    }

    static func content(of target: String, path: String) throws(ConfigurationFileError) -> FileContent? {
        do throws(FileContent.Failure) {
            return try FileContent(path: target)
        } catch .system(ENOENT) {
            return nil
        } catch {
            throw ConfigurationFileError(reading: error, path: path)
        }
    }

    /// Where symbolic links lead, also when nothing is there yet.
    private static func target(of path: String) throws(ConfigurationFileError) -> String {
        var target = path
        // As many as Linux follows (path_resolution(7)).
        for _ in 0..<40 {
            var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
            let count = buffer.withUnsafeMutableBytes { bytes in
                bytes.bindMemory(to: CChar.self).baseAddress.map { readlink(target, $0, bytes.count) } ?? -1
            }
            guard count > 0 else { return target }
            let link = String(decoding: buffer[..<count], as: UTF8.self)
            target = FilePath.resolve(link, in: FilePath.directory(of: target))
        }
        throw ConfigurationFileError(.system(ELOOP), path: path)
    }
}

extension ConfigurationFile: CustomReflectable {
    /// What `print` and `dump` show: not the text, which may hold secrets.
    public var customMirror: Mirror { Mirror(self, children: ["path": path, "exists": exists]) }
}
