/// The lengths that a slot may have and the rule that finds one from the stamps around it.
enum SlotLength {
    /// 10, 15, 20, 30 and 60 minutes, one bit each.
    private static let known: UInt64 = 1 << 10 | 1 << 15 | 1 << 20 | 1 << 30 | 1 << 60

    @inline(__always)
    static func isKnown(_ minutes: Int32) -> Bool {
        minutes > 0 && minutes < 64 && known >> UInt64(minutes) & 1 == 1
    }

    /// The length of the slot that ends at `rows[index]`: as stated, else the distance to the previous stamp, else the
    /// distance to the next one; `nil` when none of them is a length that exists. Rows are in order of time.
    ///
    /// A distance that neither the one before nor the one after confirms, and that is longer than one of them, is a
    /// missing line and not a longer slot: a meter that changes its step keeps the new one, and a slot taken too long
    /// would add energy.
    @inline(__always)
    static func minutes(at index: Int, of rows: [CurveRow]) -> Int32? {
        let stated = rows[index].step
        if stated != 0 { return Int32(stated) }
        let own = distance(to: index, in: rows)
        let before = distance(to: index - 1, in: rows)
        if own == before, isKnown(own) { return own }
        let after = distance(to: index + 1, in: rows)
        if isKnown(own) { return own == after ? own : shortest(own, before, after) }
        return isKnown(after) ? shortest(after, distance(to: index + 2, in: rows), 0) : nil
    }

    /// The shortest of a known length and the two beside it, as far as they are known.
    private static func shortest(_ length: Int32, _ first: Int32, _ second: Int32) -> Int32 {
        min(length, isKnown(first) ? first : length, isKnown(second) ? second : length)
    }

    /// Minutes from the previous stamp to that of `index`; 0 where there are not both.
    @inline(__always)
    private static func distance(to index: Int, in rows: [CurveRow]) -> Int32 {
        index > 0 && index < rows.count ? rows[index].minutes - rows[index - 1].minutes : 0
    }
}
