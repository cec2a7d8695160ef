import Glibc

/// The bytes of a file in memory, without a copy. The file must not be truncated meanwhile: those of this module never
/// are, they are replaced.
final class MappedFile {
    private let bytes: UnsafeRawBufferPointer

    init(_ path: String) throws(FileFault) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileFault(.system(errno), path: path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileFault(.system(errno), path: path) }
        let count = Int(status.st_size)
        guard count > 0 else {
            bytes = UnsafeRawBufferPointer(start: nil, count: 0)
            return
        }
        let address = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0)
        guard let address, address != MAP_FAILED else { throw FileFault(.system(errno), path: path) }
        bytes = UnsafeRawBufferPointer(start: address, count: count)
    }

    deinit {
        if let address = bytes.baseAddress { munmap(UnsafeMutableRawPointer(mutating: address), bytes.count) }
    }

    func withBytes<Value>(
        _ body: (UnsafeRawBufferPointer) throws(FileFault) -> Value
    ) throws(FileFault) -> Value {
        try body(bytes)
    }
}
