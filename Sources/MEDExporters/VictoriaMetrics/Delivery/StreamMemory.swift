import MEDCore

/// What is remembered of one lane between two batches: the exporter's state, committed with the acknowledgement.
struct StreamMemory: Hashable, Sendable {
    /// A sample that was found at the server: when it is gone, so is the rest.
    struct Anchor: Hashable, Sendable {
        /// Its place in the layout of the series.
        let series: Int
        let second: Int64
    }

    private static let version: UInt8 = 1

    /// First and last day that were sent.
    var days: ClosedRange<Day>
    /// The month and the year to date on the last day.
    var totals: RunningTotals
    /// The newest sample that was read back.
    var anchor: Anchor?

    init(days: ClosedRange<Day>, totals: RunningTotals = RunningTotals(), anchor: Anchor? = nil) {
        self.days = days
        self.totals = totals
        self.anchor = anchor
    }

    var bytes: [UInt8] {
        var bytes = [Self.version]
        bytes.append(integer: Int64(days.lowerBound.number))
        bytes.append(integer: Int64(days.upperBound.number))
        bytes.append(integer: totals.through.map { Int64($0.number) } ?? .min)
        bytes.append(integer: totals.month.wattMinutes)
        bytes.append(integer: totals.year.wattMinutes)
        bytes.append(integer: anchor.map { Int64($0.series) } ?? -1)
        bytes.append(integer: anchor?.second ?? 0)
        return bytes
    }

    /// `nil` for no bytes, and for bytes of another version: everything is looked up then.
    init?(_ bytes: [UInt8]) {
        guard bytes.count == 57, bytes[0] == Self.version else { return nil }
        let numbers = stride(from: 1, to: 57, by: 8).map { Int64(littleEndianBytes: bytes[$0..<$0 + 8]) }
        guard let first = Int32(exactly: numbers[0]), let last = Int32(exactly: numbers[1]), first <= last else {
            return nil
        }
        days = Day(number: first)...Day(number: last)
        totals =
            Int32(exactly: numbers[2]).map {
                RunningTotals(
                    through: Day(number: $0), month: Energy(wattMinutes: numbers[3]),
                    year: Energy(wattMinutes: numbers[4]))
            } ?? RunningTotals()
        anchor = numbers[5] < 0 ? nil : Anchor(series: Int(numbers[5]), second: numbers[6])
    }
}

extension [UInt8] {
    fileprivate mutating func append(integer: Int64) {
        Swift.withUnsafeBytes(of: integer.littleEndian) { append(contentsOf: $0) }
    }
}

extension Int64 {
    fileprivate init(littleEndianBytes bytes: ArraySlice<UInt8>) {
        self = bytes.reversed().reduce(0) { $0 << 8 | Int64($1) }
    }
}
