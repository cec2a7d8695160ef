/// Cuts a line of CSV into fields: the separator inside "…" does not cut; blanks and the quotes themselves are taken off.
struct FieldSplitter {
    let separator: UInt8
    /// The fields of the line cut last; the buffer is reused.
    private(set) var fields: [UnsafeRawBufferPointer] = []

    private static let quote = UInt8(ascii: "\"")

    init(separator: UInt8) {
        self.separator = separator
    }

    /// The separator of the first of the next lines that has one: titles have none. `nil` when all lines are blank.
    init?(detectingAfter cursor: LineCursor) {
        var cursor = cursor
        var isBlank = true
        for _ in 0..<Self.linesLookedAt {
            guard let line = cursor.next() else { break }
            if line.allSatisfy({ Self.blanks.contains($0) }) { continue }
            isBlank = false
            let splitter = Self(detectingIn: line)
            if line.contains(splitter.separator) {
                self = splitter
                return
            }
        }
        while isBlank, let line = cursor.next() { isBlank = line.allSatisfy { Self.blanks.contains($0) } }
        if isBlank { return nil }
        self.init(separator: UInt8(ascii: ";"))
    }

    private static let linesLookedAt = 20
    private static let blanks: [UInt8] = [0x20, 0x09, 0x2C, 0x3B]

    /// `;` where there is one, since it is what Enedis writes; else a tab, else a comma.
    private init(detectingIn line: UnsafeRawBufferPointer) {
        var isQuoted = false
        var hasTab = false
        var hasComma = false
        for byte in line {
            if byte == Self.quote { isQuoted.toggle() }
            if isQuoted { continue }
            switch byte {
            case UInt8(ascii: ";"):
                self.init(separator: byte)
                return
            case UInt8(ascii: "\t"): hasTab = true
            case UInt8(ascii: ","): hasComma = true
            default: break
            }
        }
        self.init(separator: UInt8(ascii: hasTab ? "\t" : hasComma ? "," : ";"))
    }

    mutating func split(_ line: UnsafeRawBufferPointer) {
        fields.removeAll(keepingCapacity: true)
        var start = 0
        var isQuoted = false
        for position in 0..<line.count {
            let byte = line[position]
            if byte == Self.quote {
                isQuoted.toggle()
            } else if byte == separator, !isQuoted {
                fields.append(Self.trimmed(line, start..<position))
                start = position + 1
            }
        }
        fields.append(Self.trimmed(line, start..<line.count))
    }

    /// The field at `index`, empty when the line has fewer.
    subscript(index: Int) -> UnsafeRawBufferPointer {
        index < fields.count ? fields[index] : UnsafeRawBufferPointer(start: nil, count: 0)
    }

    /// Whether the first field that holds anything begins with a digit: rows do, names do not.
    var beginsWithDigit: Bool {
        guard let byte = fields.first(where: { !$0.isEmpty })?.first else { return false }
        return (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    /// Whether no field holds anything.
    var isBlank: Bool { fields.allSatisfy(\.isEmpty) }

    private static func trimmed(_ line: UnsafeRawBufferPointer, _ range: Range<Int>) -> UnsafeRawBufferPointer {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low < high, line[low] == UInt8(ascii: " ") || line[low] == quote { low += 1 }
        while low < high, line[high - 1] == UInt8(ascii: " ") || line[high - 1] == quote { high -= 1 }
        return UnsafeRawBufferPointer(rebasing: line[low..<high])
    }
}
