/// The identity of one exported record: which stream, which series, which day.
public struct RecordKey: Hashable, Sendable {
    /// Who it belongs to.
    public let stream: StreamID
    /// What it is.
    public let series: Series
    /// When it is; a tariff day (06:00 to 06:00) for Tempo.
    public let day: Day

    /// The key of a record.
    public init(stream: StreamID, series: Series, day: Day) {
        self.stream = stream
        self.series = series
        self.day = day
    }
}

extension RecordKey: CustomStringConvertible {
    /// Safe for logs: `…1234 consumption 2024-01-15`.
    public var description: String { "\(stream) \(series.rawValue) \(day)" }
}
