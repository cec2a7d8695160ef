/// The number of an import: what `med import --undo` takes.
public struct ImportID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The number.
    public let number: Int64

    /// An import's number.
    public init(number: Int64) {
        self.number = number
    }

    /// The number, as typed.
    public var description: String { String(number) }

    /// Earlier imports have smaller numbers.
    public static func < (left: ImportID, right: ImportID) -> Bool { left.number < right.number }
}
