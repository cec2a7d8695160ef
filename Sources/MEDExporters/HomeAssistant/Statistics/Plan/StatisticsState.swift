import MEDCore

/// What a lane remembers of its statistics, committed with its acknowledgements.
struct StatisticsState: Equatable {
    /// One statistic.
    struct Series: Equatable {
        /// The first day of its own rows.
        var anchor: Day
        /// The sum that Home Assistant held before `anchor`: another tool's rows, or 0. In millionths.
        var offset: Int64
        /// Its newest own row that is known to be there, and that row's sum in millionths.
        var lastStart: UTCInstant
        var lastSum: Int64
    }

    /// Every row up to this day agrees with the store as far as `seenRevision`.
    var validThrough: Day
    /// Rows may be there up to this day. Beyond `validThrough`, they have to be sent (again).
    var sentThrough: Day
    /// The highest revision among the records that were exported.
    var seenRevision: Int64
    /// Whether all rows were there when the last call ended; otherwise Home Assistant was still writing them.
    var isVerified = true
    var series: [StatisticKind: Series]

    /// Whether nothing is left from an export that was too long for one call.
    var isComplete: Bool { validThrough >= sentThrough }
}

extension StatisticsState {
    private static let version: UInt8 = 1

    /// Little endian, fixed widths.
    var bytes: [UInt8] {
        var bytes = [Self.version]
        func append(_ value: some FixedWidthInteger) {
            withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
        }
        append(validThrough.number)
        append(sentThrough.number)
        append(seenRevision)
        append(UInt8(isVerified ? 1 : 0))
        for (kind, series) in series.sorted(by: { $0.key < $1.key }) {
            append(kind.code)
            append(series.anchor.number)
            append(series.offset)
            append(series.lastStart.secondsSinceEpoch)
            append(series.lastSum)
        }
        return bytes
    }

    /// Reads `bytes`; `nil` for anything else, such as the state of a later version: everything is sent again then.
    init?(_ bytes: [UInt8]) {
        var rest = bytes[...]
        func take<Value: FixedWidthInteger>(_: Value.Type) -> Value? {
            guard rest.count >= Value.bitWidth / 8 else { return nil }
            let value = rest.prefix(Value.bitWidth / 8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            rest = rest.dropFirst(Value.bitWidth / 8)
            return Value(truncatingIfNeeded: value)
        }
        guard take(UInt8.self) == Self.version, let valid = take(Int32.self), let sent = take(Int32.self),
            let revision = take(Int64.self), let verified = take(UInt8.self)
        else { return nil }
        validThrough = Day(number: valid)
        sentThrough = Day(number: sent)
        seenRevision = revision
        isVerified = verified != 0
        series = [:]
        while !rest.isEmpty {
            guard let code = take(UInt8.self), let kind = StatisticKind(code: code), let anchor = take(Int32.self),
                let offset = take(Int64.self), let start = take(Int64.self), let sum = take(Int64.self)
            else { return nil }
            series[kind] = Series(
                anchor: Day(number: anchor), offset: offset, lastStart: UTCInstant(secondsSinceEpoch: start),
                lastSum: sum)
        }
    }
}
