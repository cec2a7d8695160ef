public import MEDCore
public import MEDStore

/// Streams a PDL's documents a quarter of a year at a time, so that ten years are never in memory at once.
public enum DocumentStream {
    private static let chunk = 92

    /// The stored documents of `days`, in order.
    public static func documents(
        of pdl: PDL, _ direction: Direction, days: ClosedRange<Day>, in store: any ReadingStore
    ) -> AsyncThrowingStream<DayDocument, any Error> {
        let pages = Pages(next: days.lowerBound, last: days.upperBound)
        return AsyncThrowingStream { try await pages.next(of: pdl, direction, in: store) }
    }

    private actor Pages {
        private var nextDay: Day
        private let last: Day
        private var page: ArraySlice<DayDocument> = []

        init(next: Day, last: Day) {
            nextDay = next
            self.last = last
        }

        func next(of pdl: PDL, _ direction: Direction, in store: any ReadingStore) async throws -> DayDocument? {
            while page.isEmpty, nextDay <= last {
                let end = min(nextDay.advanced(by: DocumentStream.chunk - 1), last)
                let days = nextDay...end
                nextDay = end.next
                page = try await store.documents(of: pdl, direction, days: days)[...]
            }
            return page.popFirst()
        }
    }
}
