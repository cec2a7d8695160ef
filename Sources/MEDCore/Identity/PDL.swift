/// A delivery point (*point de livraison*, also PRM): the 14 digits that name a meter's place.
///
/// It is text, never a number: `01234567890123` begins with a zero. It is personal data, so that `description`, which is
/// what ends in logs, shows the last four digits only; `digits` is the whole.
public struct PDL: Hashable, Comparable, Sendable {
    /// The 14 digits.
    public let digits: String

    /// `nil` unless `text` is exactly 14 ASCII digits.
    public init?(_ text: some StringProtocol) {
        let bytes = text.utf8
        guard bytes.count == 14, bytes.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        digits = String(text)
    }

    /// Whether the left one comes first.
    public static func < (left: PDL, right: PDL) -> Bool { left.digits < right.digits }
}

extension PDL: CustomStringConvertible {
    /// `…1234`: enough to tell a household's meters apart in a log, not enough to name one.
    public var description: String { "…\(digits.suffix(4))" }
}
