import MEDCore

/// The days of the store in order, and in their place those of a batch that the store does not have any more.
struct StoredDays {
    private var iterator: AsyncThrowingStream<DayDocument, any Error>.Iterator
    private var batch: ArraySlice<DayDocument>
    private var next: DayDocument?

    init(_ stored: AsyncThrowingStream<DayDocument, any Error>, batch: [DayDocument], in days: ClosedRange<Day>) {
        iterator = stored.makeAsyncIterator()
        self.batch = batch.filter { days.contains($0.day) }.sorted { $0.day < $1.day }[...]
    }

    /// The next day; `nil` after the last.
    mutating func nextDay() async throws -> DayDocument? {
        if next == nil { next = try await iterator.next(isolation: #isolation) }
        while let first = batch.first, next.map({ first.day <= $0.day }) ?? true {
            batch.removeFirst()
            if first.day != next?.day { return first }
        }
        defer { next = nil }
        return next
    }
}
