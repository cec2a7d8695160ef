/// The readings of one PDL in one direction that one file or one answer of a gateway held.
public struct MeterReadings: Hashable, Sendable {
    /// The readings of one day.
    public struct Entry: Hashable, Sendable {
        /// The civil day.
        public var day: Day
        /// What is known about it.
        public var readings: DayReadings

        /// An entry.
        public init(day: Day, readings: DayReadings) {
            self.day = day
            self.readings = readings
        }
    }

    /// The meter.
    public let pdl: PDL
    /// Drawn or fed in.
    public let direction: Direction
    /// Days in rising order, each once.
    public var days: [Entry]

    /// The readings of a meter; `days` must be in rising order, each day once.
    public init(pdl: PDL, direction: Direction, days: [Entry]) {
        self.pdl = pdl
        self.direction = direction
        self.days = days
    }
}
