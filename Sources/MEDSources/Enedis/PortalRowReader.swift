import MEDCore

/// Reads the lines that make up nearly all of a portal file, `2024-01-15T00:30:00+01:00;358`, at memory speed.
///
/// Anything else, however slightly different, is left to the general reader: this one has no opinion on errors.
struct PortalRowReader {
    private let bytes: UnsafeRawBufferPointer
    private let separator: UInt8
    private var dateStart: UInt64 = 0
    private var dateEnd: UInt16 = 0
    private var dateMinutes: Int32 = 0

    /// `2024-01-15T00:30:00+01:00;0`: below, no line can be read here.
    private static let shortest = 27
    private static let winter = word("00+01:00")
    private static let summer = word("00+02:00")
    /// `T..:..:.`: what must stand around the digits of the time.
    private static let timeMask: UInt64 = 0x00FF_0000_FF00_00FF
    private static let timeMarks = word("T00:00:0") & timeMask

    init(bytes: UnsafeRawBufferPointer, separator: UInt8) {
        self.bytes = bytes
        self.separator = separator
    }

    /// The row at `position` and where the next line begins; `nil` when the line is not of the usual form.
    @inline(__always)
    mutating func row(at position: Int, line: UInt32, step: UInt8) -> (row: CurveRow, next: Int)? {
        guard bytes.count - position >= Self.shortest, bytes[position + 25] == separator else { return nil }
        let time = load(UInt64.self, at: position + 10)
        let offsetWord = load(UInt64.self, at: position + 17)
        let isSummer = offsetWord == Self.summer
        guard isSummer || offsetWord == Self.winter, time & Self.timeMask == Self.timeMarks,
            let hour = Self.twoDigits(time >> 8), hour < 24, let minute = Self.twoDigits(time >> 32), minute < 60
        else { return nil }
        let start = load(UInt64.self, at: position)
        let end = load(UInt16.self, at: position + 8)
        if start != dateStart || end != dateEnd {
            guard let stamp = Stamp(UnsafeRawBufferPointer(rebasing: bytes[position..<position + 10])) else {
                return nil
            }
            (dateStart, dateEnd, dateMinutes) = (start, end, stamp.minutes)
        }
        guard let (watts, next) = value(at: position + 26) else { return nil }
        let minutes = dateMinutes + Int32(hour * 60 + minute) - (isSummer ? 120 : 60)
        return (CurveRow(minutes: minutes, watts: watts, step: step, line: line), next)
    }

    /// An integer up to the end of the line; `.some(nil)` for an empty value.
    @inline(__always)
    private func value(at start: Int) -> (watts: Int32?, next: Int)? {
        var position = start
        var value: Int32 = 0
        while position < bytes.count {
            let digit = bytes[position] &- UInt8(ascii: "0")
            if digit > 9 { break }
            value = value &* 10 &+ Int32(digit)
            position += 1
            if position - start > 7 { return nil }
        }
        guard value <= CurveRow.maximumWatts else { return nil }
        let watts = position == start ? nil : value
        if position < bytes.count, bytes[position] == separator { position += 1 }
        if position < bytes.count, bytes[position] == UInt8(ascii: "\r") { position += 1 }
        if position == bytes.count { return (watts, position) }
        return bytes[position] == UInt8(ascii: "\n") ? (watts, position + 1) : nil
    }

    @inline(__always)
    private func load<Word: FixedWidthInteger & BitwiseCopyable>(_ type: Word.Type, at offset: Int) -> Word {
        Word(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: type))
    }

    @inline(__always)
    private static func twoDigits(_ word: UInt64) -> Int? {
        let tens = (word & 0xFF) &- 0x30
        let units = (word >> 8 & 0xFF) &- 0x30
        return tens <= 9 && units <= 9 ? Int(tens * 10 + units) : nil
    }

    private static func word(_ text: StaticString) -> UInt64 {
        precondition(text.utf8CodeUnitCount == 8)
        return UInt64(littleEndian: UnsafeRawPointer(text.utf8Start).loadUnaligned(as: UInt64.self))
    }
}
