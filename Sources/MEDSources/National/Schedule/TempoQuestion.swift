public import MEDCore

/// One question about Tempo colours that the schedule wants asked.
public struct TempoQuestion: Hashable, Sendable {
    /// Which days.
    public let days: ClosedRange<Day>
    /// The season that is filled up; `nil` for the question about tomorrow and the last days.
    public let season: TempoSeason?
}
