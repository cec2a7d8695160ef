/// An amount of money in millionths of a euro, VAT included: fine enough for a price per kWh applied to a Wh.
public struct Cost: Hashable, Comparable, Sendable {
    /// Euros × 1,000,000.
    public var microEuros: Int64

    /// An amount in millionths of a euro.
    public init(microEuros: Int64) {
        self.microEuros = microEuros
    }

    /// The sum.
    public static func + (left: Cost, right: Cost) -> Cost { Cost(microEuros: left.microEuros + right.microEuros) }

    /// Whether the left one comes first.
    public static func < (left: Cost, right: Cost) -> Bool { left.microEuros < right.microEuros }
}
