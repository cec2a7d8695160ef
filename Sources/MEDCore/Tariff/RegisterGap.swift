/// Why the registers of a day are unknown although it has a contract.
public enum RegisterGap: UInt8, Error, Hashable, Sendable, CaseIterable {
    /// Neither the counters nor a complete load curve are there.
    case incompleteReadings = 1
    /// The contract has no off-peak hours.
    case noOffPeakHours = 2
    /// The final Tempo colour of the day, or of the one before for its first six hours, is not known: never taken for
    /// blue.
    case unknownColor = 3
    /// The curve says that nothing was drawn, the day's energy says otherwise.
    case contradiction = 4
}
