import Glibc

/// A folder for the temporary files of one workbook. libxlsxwriter unlinks these as soon as they are open, but a process
/// that is killed between the two leaves one, with a name that says nothing.
final class TemporaryFolder {
    let path: String

    static let suffix = ".tmp"

    /// An empty folder in `folder`, for the file `name`.
    init(for name: String, in folder: String) throws(FileFault) {
        path = "\(folder)/\(AtomicFile.prefix)\(getpid())-\(name)\(Self.suffix)"
        Self.remove(path)
        guard mkdir(path, 0o700) == 0 else { throw FileFault(.system(errno), path: folder) }
    }

    deinit { Self.remove(path) }

    /// Removes a folder and the files in it.
    static func remove(_ path: String) {
        for name in FileNames.all(in: path) { unlink("\(path)/\(name)") }
        rmdir(path)
    }
}
