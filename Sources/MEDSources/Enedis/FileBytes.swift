import Glibc
import MEDCore

/// A whole file in memory, read once. `read` and not `mmap`: a file that is cut while it is mapped would end the process.
enum FileBytes {
    static func read(path: String, name: String) throws(EnedisFileError) -> [UInt8] {
        // Without O_NONBLOCK, opening a named pipe would wait for its writer.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw notReadable(name, errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw notReadable(name, errno) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw EnedisFileError(.notReadable, file: name, .notAFile(isDirectory: status.st_mode & S_IFMT == S_IFDIR))
        }
        guard status.st_size <= EnedisFile.maximumOfBytes else {
            throw EnedisFileError(.tooLarge, file: name, .tooLarge)
        }
        let size = Int(status.st_size)
        var failure: Int32?
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < size {
                let got = Glibc.read(descriptor, buffer.baseAddress.map { $0 + count }, size - count)
                if got < 0 {
                    if errno == EINTR { continue }
                    failure = errno
                    return
                }
                if got == 0 { return }
                count += got
            }
        }
        if let failure { throw notReadable(name, failure) }
        return bytes
    }

    private static func notReadable(_ name: String, _ code: Int32) -> EnedisFileError {
        EnedisFileError(.notReadable, file: name, .notReadable(String(cString: strerror(code))))
    }
}
