/// How a value came to be, as the grid operator says.
public enum ReadingQuality: UInt8, Hashable, Comparable, Sendable {
    /// Computed by the grid operator because the meter's own value was missing.
    case estimated = 0
    /// Measured by the meter (Enedis' `B`, *brut*, *réelle*); corrected values count as measured.
    case measured = 1

    /// Whether the left one comes first.
    public static func < (left: ReadingQuality, right: ReadingQuality) -> Bool { left.rawValue < right.rawValue }
}
