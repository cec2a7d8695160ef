import MEDCore

/// One line of a load curve, or one point of an answer, before its step is known. 16 bytes: ten years of half-hours are
/// 2.8 MB.
struct CurveRow {
    /// What else a line says.
    struct Marks: OptionSet {
        let rawValue: UInt8

        /// `minutes` is what a clock on a French wall showed, not UTC.
        static let local = Marks(rawValue: 1)
        static let estimated = Marks(rawValue: 2)
        /// The stamp is the START of the slot, whose length is `step`; ``CurveRow/settle`` makes it the END.
        static let startStamped = Marks(rawValue: 4)
        /// The line shows both ends of its slot: `step` is no statement about a whole file.
        static let exactStep = Marks(rawValue: 8)
    }

    /// A meter of the mass market is limited to 36 kVA; beyond 1 MW a value is damaged or in another unit.
    static let maximumWatts: Int32 = 1_000_000

    /// The stamp in minutes since 1970-01-01T00:00: of UTC, or on the French wall while `isLocal`; the END of the slot
    /// unless marked otherwise.
    var minutes: Int32
    /// `nil` for a gap.
    var watts: Int32?
    /// The length of the slot in minutes as the file states it; 0 when it does not.
    var step: UInt8
    var marks: Marks
    var origin: ReadingOrigin
    /// The line in the file, or the number of the point in an answer.
    var line: UInt32

    init(
        minutes: Int32, watts: Int32?, step: UInt8, marks: Marks = [], origin: ReadingOrigin = .enedisFile, line: UInt32
    ) {
        self.minutes = minutes
        self.watts = watts
        self.step = step
        self.marks = marks
        self.origin = origin
        self.line = line
    }

    var isLocal: Bool { marks.contains(.local) }
    var quality: ReadingQuality { marks.contains(.estimated) ? .estimated : .measured }
}
