import Glibc

/// Walks the lines of a buffer, counting them from 1; LF and CRLF end a line, and so does the end of the buffer.
struct LineCursor {
    let bytes: UnsafeRawBufferPointer
    /// Where the next line begins.
    var position: Int
    /// The number of the line returned last.
    var number = 0

    /// The next line without its end, `nil` after the last.
    mutating func next() -> UnsafeRawBufferPointer? {
        guard position < bytes.count else { return nil }
        number += 1
        let rest = UnsafeRawBufferPointer(rebasing: bytes[position...])
        guard let base = rest.baseAddress, let found = memchr(base, Int32(UInt8(ascii: "\n")), rest.count) else {
            position = bytes.count
            return rest.withoutCarriageReturn
        }
        let length = UnsafeRawPointer(found) - base
        position += length + 1
        return UnsafeRawBufferPointer(rebasing: rest[..<length]).withoutCarriageReturn
    }
}

extension UnsafeRawBufferPointer {
    var withoutCarriageReturn: UnsafeRawBufferPointer {
        last == UInt8(ascii: "\r") ? UnsafeRawBufferPointer(rebasing: dropLast()) : self
    }
}
