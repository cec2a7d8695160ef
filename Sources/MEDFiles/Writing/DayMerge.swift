import MEDCore

/// Days of a stream with newer versions of some of them: those of a batch, which the store's history normally holds too.
struct DayMerge {
    private var newer: ArraySlice<DayDocument>

    /// Versions in the order of days, each day once.
    init(newer: [DayDocument]) {
        self.newer = newer[...]
    }

    /// What comes up to the next document of the stream, itself included.
    mutating func next(_ streamed: DayDocument) -> [DayDocument] {
        guard !newer.isEmpty else { return [streamed] }
        var documents: [DayDocument] = []
        while let first = newer.first, first.day < streamed.day {
            documents.append(first)
            newer.removeFirst()
        }
        guard let first = newer.first, first.day == streamed.day else { return documents + [streamed] }
        newer.removeFirst()
        return documents + [first.revision > streamed.revision ? first : streamed]
    }

    /// What comes after the stream's last one.
    var rest: [DayDocument] { Array(newer) }
}

extension DayDocument {
    /// Whether anything is known of the day: a record whose readings were all taken back is none.
    var isKnown: Bool { energy != nil || maxPower != nil || !curve.isEmpty }
}
