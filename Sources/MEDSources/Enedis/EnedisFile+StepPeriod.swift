public import MEDCore

extension EnedisFile {
    /// A stretch of a load curve whose slots all have one length.
    public struct StepPeriod: Hashable, Sendable {
        /// The meter.
        public let pdl: PDL
        /// The direction.
        public let direction: Direction
        /// The length of a slot in minutes.
        public let minutes: Int
        /// The day of the first slot.
        public let first: Day
        /// The day of the last slot.
        public let last: Day
        /// How many slots; gaps do not end a stretch.
        public let slots: Int
    }
}

extension MeterReadings {
    /// The stretches of one length, rising.
    var stepPeriods: [EnedisFile.StepPeriod] {
        var periods: [EnedisFile.StepPeriod] = []
        var current: (minutes: UInt8, first: Day, last: Day, slots: Int)?
        func close() {
            guard let current, periods.count < EnedisFile.maximumOfIssues else { return }
            periods.append(
                EnedisFile.StepPeriod(
                    pdl: pdl, direction: direction, minutes: Int(current.minutes), first: current.first,
                    last: current.last, slots: current.slots))
        }
        for entry in days {
            for slot in entry.readings.curve.slots {
                if current?.minutes != slot.minutes {
                    close()
                    current = (slot.minutes, entry.day, entry.day, 0)
                }
                current?.last = entry.day
                current?.slots += 1
            }
        }
        close()
        return periods
    }
}
