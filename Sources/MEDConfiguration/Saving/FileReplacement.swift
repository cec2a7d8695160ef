import Glibc

/// The replacement of a small file by another of the same name (`rename(2)`), with what must not get lost on the way.
struct FileReplacement {
    /// The file itself, no symbolic link.
    let target: String
    /// The path that errors name.
    let path: String

    private var folder: String { FilePath.directory(of: target) }

    /// Writes `bytes`; `old` is what must stand there, `nil` for nothing.
    func write(
        _ bytes: [UInt8], insteadOf old: [UInt8]?, renaming: (String, String) -> Int32
    ) throws(ConfigurationFileError) {
        var status = stat()
        if old != nil {
            guard stat(target, &status) == 0 else { throw failure(.changed) }
            // The superuser may write anything; a file without a writer is meant to stay as it is all the same.
            guard status.st_mode & 0o222 != 0, access(target, W_OK) == 0 else {
                throw failure(errno == EROFS ? .system(EROFS) : .readOnly)
            }
        }
        try check(old)
        let temporary = try create(bytes, like: old == nil ? nil : status)
        do throws(ConfigurationFileError) {
            // Once more, after what took time; a change in the instant between this and the renaming goes unseen.
            try check(old)
            if old == nil {
                // A link does not replace what came to be in the meantime.
                guard link(temporary, target) == 0 else { throw failure(errno == EEXIST ? .changed : .system(errno)) }
                unlink(temporary)
            } else {
                guard renaming(temporary, target) == 0 else {
                    throw failure(errno == EBUSY || errno == EXDEV ? .mounted : .system(errno))
                }
            }
        } catch {
            unlink(temporary)
            throw error
        }
        try synchronizeFolder()
    }

    private func failure(_ reason: ConfigurationFileError.Reason) -> ConfigurationFileError {
        ConfigurationFileError(reason, path: path)
    }

    private func check(_ old: [UInt8]?) throws(ConfigurationFileError) {
        let content = try ConfigurationFile.content(of: target, path: path)
        guard content?.bytes == old else { throw failure(.changed) }
    }

    /// A file beside the target, whole and on the disk; its path.
    private func create(_ bytes: [UInt8], like original: stat?) throws(ConfigurationFileError) -> String {
        let name = target.split(separator: "/").last ?? "config.yaml"
        var template = "\(folder == "/" ? "" : folder)/.\(name).XXXXXX".utf8CString
        let descriptor = template.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.map { mkstemp($0) } ?? -1
        }
        guard descriptor >= 0 else {
            throw failure([EACCES, EPERM].contains(errno) ? .folderReadOnly(folder) : .system(errno))
        }
        let temporary = template.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.map { String(cString: $0) } ?? ""
        }
        do throws(ConfigurationFileError) {
            defer { close(descriptor) }
            guard fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0 else { throw failure(.system(errno)) }
            try fill(descriptor, with: bytes)
            if let original { try adopt(original, descriptor) }
            guard fsync(descriptor) == 0 else { throw failure(.system(errno)) }
        } catch {
            unlink(temporary)
            throw error
        }
        return temporary
    }

    private func fill(_ descriptor: Int32, with bytes: [UInt8]) throws(ConfigurationFileError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure(.system(count == 0 ? EIO : errno)) }
            rest = rest.dropFirst(count)
        }
    }

    /// Owner and group first: giving a file away clears the set-user-ID bits of its mode.
    private func adopt(_ original: stat, _ descriptor: Int32) throws(ConfigurationFileError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure(.system(errno)) }
        if status.st_uid != original.st_uid || status.st_gid != original.st_gid {
            guard fchown(descriptor, original.st_uid, original.st_gid) == 0 else {
                throw failure(errno == EPERM ? .otherOwner : .system(errno))
            }
        }
        guard fchmod(descriptor, original.st_mode & 0o7777) == 0 else { throw failure(.system(errno)) }
    }

    /// The new name is on the disk only when its folder is.
    private func synchronizeFolder() throws(ConfigurationFileError) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(.system(errno)) }
        defer { close(descriptor) }
        // Some network file systems do not synchronise folders; their servers do it themselves.
        guard fsync(descriptor) == 0 || errno == EINVAL else { throw failure(.system(errno)) }
    }
}
