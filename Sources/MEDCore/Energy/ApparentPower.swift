/// Apparent power in VA, the unit of Enedis' daily maximum and of the subscribed power: never W.
public struct ApparentPower: Hashable, Comparable, Sendable {
    /// Volt-amperes.
    public let voltAmperes: Int32

    /// A power in VA.
    public init(voltAmperes: Int32) {
        self.voltAmperes = voltAmperes
    }

    /// In kVA, exact: `6.5`.
    public var kilovoltAmperes: ThousandthsText { ThousandthsText(thousandths: Int64(voltAmperes)) }

    /// Whether the left one comes first.
    public static func < (left: ApparentPower, right: ApparentPower) -> Bool {
        left.voltAmperes < right.voltAmperes
    }
}
