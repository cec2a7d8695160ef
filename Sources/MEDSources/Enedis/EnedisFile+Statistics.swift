extension EnedisFile {
    /// What was counted while reading a file.
    public struct Statistics: Hashable, Sendable {
        /// Slots of load curves that are in `meters`.
        public internal(set) var slots = 0
        /// Daily energies that are in `meters`.
        public internal(set) var dailyEnergies = 0
        /// Days whose indexes at midnight are in `meters`.
        public internal(set) var indexes = 0
        /// Daily maxima of power that are in `meters`.
        public internal(set) var maxPowers = 0
        /// Lines with a stamp and no value: gaps that the operator states.
        public internal(set) var emptyValues = 0
        /// Lines that repeat a stamp with the same value.
        public internal(set) var duplicates = 0
        /// Lines that repeat a stamp with another value: the last line of the file wins.
        public internal(set) var conflicts = 0
        /// Lines of a load curve whose stamp has no offset from UTC: local time, and in the hour repeated in October the
        /// order of the lines tells which pass is meant.
        public internal(set) var localStamps = 0
        /// How often the length of the slots changes along a curve.
        public internal(set) var changesOfStep = 0
        /// Values with a fraction of a W, Wh or VA, rounded half to even.
        public internal(set) var roundedValues = 0
        /// Lines that could not be used; each has an issue, up to ``EnedisFile/maximumOfIssues``.
        public internal(set) var rejectedLines = 0

        /// All values that are in `meters`.
        public var points: Int { slots + dailyEnergies + indexes + maxPowers }
    }
}
