import MEDCore

/// The month and the year to date, day by day.
///
/// A sample of `…_monthly_kwh` stands at each day and says what the month has counted up to that day, so that a new day
/// adds a sample and changes none: a running month at one place would have to be deleted and written anew every day.
struct RunningTotals: Hashable, Sendable {
    /// The last day that was added.
    private(set) var through: Day?
    private(set) var month = Energy.zero
    private(set) var year = Energy.zero

    init() {}

    init(through: Day, month: Energy, year: Energy) {
        self.through = through
        self.month = month
        self.year = year
    }

    /// Adds a day, which comes after those that were added.
    mutating func add(_ energy: Energy, on day: Day) {
        if let through {
            if through.year != day.year {
                (month, year) = (.zero, .zero)
            } else if through.monthOfYear != day.monthOfYear {
                month = .zero
            }
        }
        month += energy
        year += energy
        through = day
    }
}
