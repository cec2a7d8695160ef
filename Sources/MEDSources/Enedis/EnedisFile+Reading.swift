public import MEDCore

extension EnedisFile {
    /// Reads a file.
    ///
    /// - Parameters:
    ///   - path: Where the file is.
    ///   - pdl: The meter of a file that names none; a file's own number goes first.
    ///   - direction: The direction of a file that states none; consumption when `nil`.
    /// - Throws: ``EnedisFileError``: nothing of the file was used. Single bad lines do not throw, see ``issues``.
    public static func read(
        path: String, pdl: PDL? = nil, direction: Direction? = nil
    ) throws(EnedisFileError) -> EnedisFile {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return try parse(FileBytes.read(path: path, name: name), name: name, pdl: pdl, direction: direction)
    }

    /// Reads the bytes of a file; see ``read(path:pdl:direction:)``.
    public static func parse(
        _ bytes: [UInt8], name: String, pdl: PDL? = nil, direction: Direction? = nil
    ) throws(EnedisFileError) -> EnedisFile {
        // Array.withUnsafeBytes rethrows untyped errors, hence the Result.
        try bytes.withUnsafeBytes { buffer in
            Result { () throws(EnedisFileError) in
                try parse(buffer, name: name, pdl: pdl, direction: direction)
            }
        }.get()
    }

    /// Reads the bytes of a file in place, which must stay valid during the call; see ``read(path:pdl:direction:)``.
    public static func parse(
        _ bytes: UnsafeRawBufferPointer, name: String, pdl: PDL? = nil, direction: Direction? = nil
    ) throws(EnedisFileError) -> EnedisFile {
        if FileSignature.isArchive(bytes) {
            var parser = try EnedisParser(workbook: bytes, name: name, pdl: pdl, direction: direction)
            return parser.file()
        }
        if let text = FileSignature.utf8(ofUTF16: bytes) {
            return try text.withUnsafeBytes { buffer in
                Result { () throws(EnedisFileError) in
                    try parse(text: buffer, name: name, pdl: pdl, direction: direction, encoding: .utf16)
                }
            }.get()
        }
        return try parse(text: bytes, name: name, pdl: pdl, direction: direction, encoding: nil)
    }

    private static func parse(
        text: UnsafeRawBufferPointer, name: String, pdl: PDL?, direction: Direction?, encoding: TextEncoding?
    ) throws(EnedisFileError) -> EnedisFile {
        var parser = try EnedisParser(bytes: text, name: name, pdl: pdl, direction: direction, encoding: encoding)
        try parser.run()
        return parser.file()
    }
}
