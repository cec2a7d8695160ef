import CZlib

/// Compresses bodies for `Content-Encoding: gzip` (RFC 1952).
enum Gzip {
    private static let step = 256 << 10

    /// `bytes`, compressed; `nil` when zlib has no memory.
    ///
    /// - Parameter level: 1 (fast) to 9 (small). On a household's network a level above 1 takes longer than it saves.
    static func compressed(_ bytes: [UInt8], level: CInt = 1) -> [UInt8]? {
        var stream = z_stream()
        guard czlib_begin_gzip(&stream, level) == Z_OK else { return nil }
        defer { deflateEnd(&stream) }
        var compressed: [UInt8] = []
        compressed.reserveCapacity(bytes.count / 4 + 64)
        var isWhole = false
        bytes.withUnsafeBufferPointer { input in
            // zlib reads through this pointer and never writes there.
            stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
            stream.avail_in = UInt32(input.count)
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: step) { output in
                var status = Z_OK
                while status == Z_OK {
                    stream.next_out = output.baseAddress
                    stream.avail_out = UInt32(step)
                    status = deflate(&stream, Z_FINISH)
                    compressed.append(contentsOf: output.prefix(step - Int(stream.avail_out)))
                }
                isWhole = status == Z_STREAM_END
            }
        }
        return isWhole ? compressed : nil
    }
}
