public import MEDCore

/// Takes the cells of a table from left to right, row by row: what CSV, JSON Lines and XLSX have in common.
///
/// `nil` is a value that nobody knows: an empty cell or `null`, never 0. Nothing is thrown here; a writer that can fail
/// remembers its first fault and tells it at the end.
public protocol RowWriter {
    /// A text.
    mutating func text(_ text: String?)
    /// A civil day.
    mutating func day(_ day: Day?)
    /// What a clock on a French wall shows, in minutes since 00:00 (0 to 1,439).
    mutating func clock(_ minuteOfDay: Int?)
    /// A point in time, written in UTC.
    mutating func instant(_ instant: UTCInstant?)
    /// A whole number.
    mutating func integer(_ number: Int64?)
    /// `number` × 10⁻ᵖˡᵃᶜᵉˢ, exactly: `decimal(15_234, places: 3)` is 15.234. `places` is 0 to 6.
    mutating func decimal(_ number: Int64?, places: Int)
    /// Yes or no.
    mutating func boolean(_ isTrue: Bool?)
    /// Ends the row.
    mutating func endRow()
}

extension RowWriter {
    /// An amount of energy that was rounded to Wh, in Wh and in kWh: two cells.
    mutating func energy(wattHours: Int64?) {
        integer(wattHours)
        decimal(wattHours, places: 3)
    }
}
