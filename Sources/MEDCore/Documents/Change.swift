/// Something that may alter documents other than the ones it names.
public enum Change: Hashable, Sendable {
    /// Readings of a day arrived.
    case readings(Day)
    /// Counters at the midnight at which a day begins arrived: they also end the day before.
    case indexes(atStartOf: Day)
    /// A PDL's contracts were replaced: another contract, corrected hours, a new price.
    case contracts(from: ContractHistory, to: ContractHistory)
    /// The final colour of a tariff day (06:00 to 06:00) became known or changed.
    case tempo(Day)
}

/// The days whose derived parts a change touches, within `known` (the days that the store holds).
///
/// A pure function, so that what is re-derived after a new contract or a final colour can be tested without a store.
/// Whether a record is really revised is decided afterwards by the hash of its canonical form.
public func affectedDays(of change: Change, within known: ClosedRange<Day>) -> ClosedRange<Day>? {
    switch change {
    case .readings(let day):
        return (day...day).intersection(known)
    case .indexes(let day):
        return (day.previous...day).intersection(known)
    case .contracts(let old, let new):
        guard let (first, last) = new.differences(from: old) else { return nil }
        return (first...max(first, last ?? known.upperBound)).intersection(known)
    case .tempo(let day):
        return (day...day.next).intersection(known)
    }
}

extension ClosedRange<Day> {
    func intersection(_ other: ClosedRange<Day>) -> ClosedRange<Day>? {
        let lower = Swift.max(lowerBound, other.lowerBound)
        let upper = Swift.min(upperBound, other.upperBound)
        return lower <= upper ? lower...upper : nil
    }
}
