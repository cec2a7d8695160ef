/// What stored values may be: far beyond any meter, near enough for a flipped bit never to overflow a sum.
enum StoredRange {
    /// Watt-minutes, and millionths of a euro: 2^52, so that the days of ten years of them add up.
    static let amount: ClosedRange<Int64> = -(1 << 52)...(1 << 52)
    /// Wh of a counter, which are 60 times as many watt-minutes.
    static let index: ClosedRange<Int64> = 0...(1 << 46)
    /// Wh of a counter that a store takes in: all registers of a meter together stay within `amount`, in watt-minutes.
    static let newIndex: ClosedRange<Int64> = 0...(1 << 42)
    /// Seconds since 1970 that have a date: the years 1 to 9999.
    static let instant: ClosedRange<Int64> = -62_135_596_800...253_402_300_799
}

/// Little-endian integers and optional values in the blobs that stores keep.
extension [UInt8] {
    mutating func appendInteger<Integer: FixedWidthInteger>(_ value: Integer) {
        Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
    }

    /// A presence byte, then the value.
    mutating func appendOptional<Integer: FixedWidthInteger>(_ value: Integer?) {
        append(value == nil ? 0 : 1)
        if let value { appendInteger(value) }
    }

    /// Length, then the UTF-8.
    mutating func appendText(_ text: String) {
        appendInteger(UInt16(text.utf8.count))
        append(contentsOf: text.utf8)
    }
}

extension ArraySlice<UInt8> {
    mutating func popInteger<Integer: FixedWidthInteger & BitwiseCopyable>() -> Integer? {
        let size = MemoryLayout<Integer>.size
        guard count >= size else { return nil }
        let value = withUnsafeBytes { $0.loadUnaligned(as: Integer.self) }
        self = dropFirst(size)
        return Integer(littleEndian: value)
    }

    /// `nil` when the bytes are damaged; `.some(nil)` when the value is absent.
    mutating func popOptional<Integer: FixedWidthInteger & BitwiseCopyable>() -> Integer?? {
        switch popFirst() {
        case 0: return .some(nil)
        case 1:
            guard let value: Integer = popInteger() else { return nil }
            return .some(value)
        default: return nil
        }
    }
    /// The same for a value that must lie in `range`.
    mutating func popOptional(in range: ClosedRange<Int64>) -> Int64?? {
        guard let value: Int64? = popOptional() else { return nil }
        guard let value else { return .some(nil) }
        return range.contains(value) ? .some(value) : nil
    }
}
