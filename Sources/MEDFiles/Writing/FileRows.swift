public import MEDCore

/// Where the rows of a table come from.
public enum FileRows: Sendable {
    /// Day documents of one PDL in one direction, in the order of days: read one by one, never held together. Those of
    /// `newer`, in the same order, take the place of streamed ones of a lower revision. A document of which nothing is
    /// known, because its readings were all taken back, has no row.
    case days(AsyncThrowingStream<DayDocument, any Error>, newer: [DayDocument] = [])
    /// Months or years.
    case totals([PeriodTotal])
    /// Tempo days.
    case tempo([TempoData])
    /// EcoWatt days.
    case ecowatt([EcowattData])
}
