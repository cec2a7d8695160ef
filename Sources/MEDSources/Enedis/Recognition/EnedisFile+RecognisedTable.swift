public import MEDCore

extension EnedisFile {
    /// One table of a file.
    public struct RecognisedTable: Hashable, Sendable {
        /// What a stamp means.
        public enum Stamp: String, Hashable, Sendable, CaseIterable {
            /// The end of the slot.
            case slotEnd
            /// The start of the slot; the row shows its end too.
            case slotStart
            /// The local midnight at which the day begins.
            case dayStart
            /// The moment of the value.
            case moment
        }

        /// Who named the meter or the direction.
        public enum Origin: String, Hashable, Sendable, CaseIterable {
            /// The file.
            case file
            /// Whoever had it read.
            case given
            /// Nobody: the usual.
            case assumed
        }

        /// The layout.
        public let format: Format
        /// The sheet of a workbook.
        public let sheet: String?
        /// The line or row where the table was recognised, counted from 1.
        public let line: Int
        /// The meter.
        public let pdl: PDL
        /// Who named the meter.
        public let pdlOrigin: Origin
        /// The direction.
        public let direction: Direction
        /// Who named the direction.
        public let directionOrigin: Origin
        /// The unit that values are written in: W, kW, Wh, kWh, VA, kVA.
        public let unit: String
        /// The step that the table states, in minutes; `nil` when the stamps alone tell it.
        public let statedStep: Int?
        /// What a stamp means.
        public let stamp: Stamp
    }
}
