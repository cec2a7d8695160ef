import CZlib

/// gzip (RFC 1952) of whole bodies.
enum Gzip {
    /// `bytes` compressed; `nil` when zlib has no memory.
    ///
    /// - Parameter level: 1 (fast) to 9 (small); at 6 text of metrics shrinks to a tenth.
    static func compressed(_ bytes: [UInt8], level: CInt = 6) -> [UInt8]? {
        var stream = z_stream()
        guard czlib_begin_gzip(&stream, level) == Z_OK else { return nil }
        defer { deflateEnd(&stream) }
        let bound = Int(deflateBound(&stream, uLong(bytes.count)))
        var input = bytes
        return input.withUnsafeMutableBufferPointer { input in
            let output = [UInt8](unsafeUninitializedCapacity: bound) { output, count in
                stream.next_in = input.baseAddress
                stream.avail_in = uInt(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = uInt(output.count)
                // In one go: deflateBound is room enough for it.
                count = deflate(&stream, Z_FINISH) == Z_STREAM_END ? Int(stream.total_out) : 0
            }
            return output.isEmpty ? nil : output
        }
    }
}
