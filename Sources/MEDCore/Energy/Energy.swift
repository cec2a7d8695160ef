/// An exact amount of energy, in watt-minutes.
///
/// A mean power in whole watts over a slot of whole minutes is a whole number of watt-minutes, whatever the slot's
/// length and wherever a tariff register's minute cuts it, so that registers sum to the total without remainder.
/// 60 watt-minutes are 1 Wh. Rounding to Wh or kWh happens once, at the edge.
public struct Energy: Hashable, Comparable, Sendable {
    /// Watts × minutes.
    public var wattMinutes: Int64

    /// An amount in watt-minutes.
    public init(wattMinutes: Int64) {
        self.wattMinutes = wattMinutes
    }

    /// An amount in Wh, as Enedis publishes daily values and meter indexes.
    public init(wattHours: Int64) {
        wattMinutes = wattHours * 60
    }

    /// Nothing at all: a known amount, unlike `nil`.
    public static let zero = Energy(wattMinutes: 0)

    /// In Wh, rounded half to even.
    public var roundedWattHours: Int64 { roundedHalfToEven(wattMinutes, dividedBy: 60) }

    /// In kWh: rounded to Wh, written exactly with at most three decimals and a point, zeros dropped: `15.234`, `8.5`.
    public var kilowattHours: ThousandthsText { ThousandthsText(thousandths: roundedWattHours) }

    /// The sum.
    public static func + (left: Energy, right: Energy) -> Energy {
        Energy(wattMinutes: left.wattMinutes + right.wattMinutes)
    }

    /// The difference; negative when more is taken away than there is.
    public static func - (left: Energy, right: Energy) -> Energy {
        Energy(wattMinutes: left.wattMinutes - right.wattMinutes)
    }

    /// Adds to the left side.
    public static func += (left: inout Energy, right: Energy) {
        left.wattMinutes += right.wattMinutes
    }

    /// Whether the left one comes first.
    public static func < (left: Energy, right: Energy) -> Bool {
        left.wattMinutes < right.wattMinutes
    }
}

extension Energy: CustomStringConvertible {
    /// `15.234 kWh`.
    public var description: String { "\(kilowattHours) kWh" }
}

/// `value / divisor`, a tie going to the even neighbour, so that rounding favours neither side over a year.
func roundedHalfToEven(_ value: Int64, dividedBy divisor: Int64) -> Int64 {
    let floor = value.flooredDivision(by: divisor)
    let twiceTheRest = 2 * (value - floor * divisor)
    if twiceTheRest == divisor { return floor % 2 == 0 ? floor : floor + 1 }
    return twiceTheRest > divisor ? floor + 1 : floor
}
