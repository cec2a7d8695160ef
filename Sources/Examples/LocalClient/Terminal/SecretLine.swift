/// A line that is typed unseen, byte by byte: the terminal's own line editing is off, so that Ctrl-C can be answered by
/// putting the terminal right before the program ends.
struct SecretLine {
    enum End: Equatable {
        case entered
        /// Ctrl-C, Ctrl-\, Ctrl-D on an empty line, or a terminal that is gone.
        case interrupted
    }

    private var bytes: [UInt8] = []

    /// What was typed, without the white space around it that pasting brings along.
    var text: String {
        let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
        let typed = bytes.drop(while: isBlank)
        return String(decoding: typed.reversed().drop(while: isBlank).reversed(), as: UTF8.self)
    }

    /// Takes one byte; `nil` while the line goes on.
    mutating func take(_ byte: UInt8) -> End? {
        switch byte {
        case 0x0A, 0x0D: return .entered
        case 0x03, 0x1C: return .interrupted
        case 0x04: return bytes.isEmpty ? .interrupted : .entered
        case 0x7F, 0x08:
            // A character of UTF-8 goes as a whole.
            while let last = bytes.popLast(), last & 0xC0 == 0x80 {}
        case 0x15: bytes = []
        case 0x20..., 0x09: bytes.append(byte)
        default: break
        }
        return nil
    }
}
