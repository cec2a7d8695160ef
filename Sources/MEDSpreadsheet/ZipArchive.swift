import CMinizip

/// A ZIP archive in memory, read by minizip.
final class ZipArchive {
    private let file: unzFile
    /// What may still be unpacked.
    private var budget: Int

    /// Opens the archive; `bytes` must stay valid as long as it lives.
    init(_ bytes: UnsafeRawBufferPointer, unpackedBytes: Int) throws(WorkbookError) {
        budget = unpackedBytes
        // fmemopen refuses an empty buffer only in some versions of the C library.
        guard let base = bytes.baseAddress, !bytes.isEmpty else { throw .notAWorkbook }
        var memory = cminizip_memory(bytes: base, count: bytes.count)
        guard let file = cminizip_open_memory(&memory) else { throw .notAWorkbook }
        self.file = file
        var info = unz_global_info64()
        guard unzGetGlobalInfo64(file, &info) == UNZ_OK else { throw .damaged(part: "ZIP") }
        guard info.number_entry <= UInt64(WorkbookLimits.entries) else { throw .tooLarge }
    }

    deinit { unzClose(file) }

    /// Unpacks a part piece by piece; `body` returns `false` to stop. A part that is not there is ``WorkbookError/damaged``.
    func read(_ path: String, _ body: (UnsafeRawBufferPointer) -> Bool) throws(WorkbookError) {
        let damaged = WorkbookError.damaged(part: path)
        // Part names are compared without regard to case (ECMA-376 part 2), which is what 2 says to minizip.
        guard unzLocateFile(file, path, 2) == UNZ_OK else { throw damaged }
        var info = unz_file_info64()
        guard unzGetCurrentFileInfo64(file, &info, nil, 0, nil, 0, nil, 0) == UNZ_OK else { throw damaged }
        // Bit 0 of the general purpose flag.
        guard info.flag & 1 == 0 else { throw .encrypted }
        guard unzOpenCurrentFile(file) == UNZ_OK else { throw damaged }
        var isOpen = true
        defer { if isOpen { unzCloseCurrentFile(file) } }
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
        defer { piece.deallocate() }
        var unpacked: UInt64 = 0
        while true {
            let count = Int(unzReadCurrentFile(file, piece.baseAddress, UInt32(piece.count)))
            guard count >= 0 else { throw damaged }
            if count == 0 { break }
            unpacked += UInt64(count)
            budget -= count
            guard budget >= 0 else { throw .tooLarge }
            guard body(UnsafeRawBufferPointer(rebasing: piece[..<count])) else { return }
        }
        isOpen = false
        // minizip compares the checksum of a part that has its whole length only: one that ends early passes there.
        guard unzCloseCurrentFile(file) == UNZ_OK, unpacked == UInt64(info.uncompressed_size) else { throw damaged }
    }
}
