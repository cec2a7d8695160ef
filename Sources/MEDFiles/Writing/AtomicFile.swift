import Glibc

/// A file that comes into being whole or not at all: written beside its target under a name of its own, brought to the
/// disk, then put in the target's place (rename(2)); a power cut leaves the old file or the new one.
///
/// Left without `commit`, it is removed. Every call blocks.
final class AtomicFile {
    /// Where the content goes until it is committed.
    let temporary: String
    private let folder: String
    private let target: String
    private var descriptor: CInt

    /// Names of files that wait for their end; only a killed process leaves one.
    static let prefix = ".med-"
    static let suffix = ".part"

    /// An empty file beside `folder`/`name`.
    init(_ name: String, in folder: String) throws(FileFault) {
        self.folder = folder
        target = "\(folder)/\(name)"
        temporary = "\(folder)/\(Self.prefix)\(getpid())-\(name)\(Self.suffix)"
        unlink(temporary)
        descriptor = open(temporary, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw FileFault(.system(errno), path: folder) }
        var old = stat()
        if stat(target, &old) == 0 { fchmod(descriptor, old.st_mode & 0o777) }
    }

    deinit {
        guard descriptor >= 0 else { return }
        close(descriptor)
        unlink(temporary)
    }

    /// Appends bytes.
    func write(_ bytes: [UInt8]) throws(FileFault) {
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw FileFault(.system(count < 0 ? errno : ENOSPC), path: target) }
            written += count
        }
    }

    /// Brings the content to the disk.
    func sync() throws(FileFault) {
        // libxlsxwriter opens the file by its name and truncates it: the descriptor is still this file's.
        guard fsync(descriptor) == 0 else { throw FileFault(.system(errno), path: target) }
    }

    /// Brings the content to the disk and puts it in the target's place.
    func commit() throws(FileFault) {
        try sync()
        guard rename(temporary, target) == 0 else { throw FileFault(.system(errno), path: target) }
        close(descriptor)
        descriptor = -1
        try Self.syncFolder(folder)
    }

    /// Brings the names in a folder to the disk. File systems that cannot (EINVAL: some of the network's) do it themselves.
    static func syncFolder(_ folder: String) throws(FileFault) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileFault(.system(errno), path: folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP else {
            throw FileFault(.system(errno), path: folder)
        }
    }
}
