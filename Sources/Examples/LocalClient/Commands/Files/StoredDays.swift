import MEDCore
import MEDStore

/// A meter's days out of the store, a quarter of a year at a time: ten years are never in memory at once.
enum StoredDays {
    static func stream(
        of pdl: PDL, _ direction: Direction, days: ClosedRange<Day>, in store: any ReadingStore
    ) -> AsyncThrowingStream<DayDocument, any Error> {
        let pages = Pages(days)
        return AsyncThrowingStream { try await pages.next(of: pdl, direction, in: store) }
    }

    private actor Pages {
        private var first: Day
        private let last: Day
        private var page: ArraySlice<DayDocument> = []

        init(_ days: ClosedRange<Day>) {
            first = days.lowerBound
            last = days.upperBound
        }

        func next(of pdl: PDL, _ direction: Direction, in store: any ReadingStore) async throws -> DayDocument? {
            while page.isEmpty, first <= last {
                let days = first...min(first.advanced(by: 91), last)
                first = days.upperBound.next
                page = try await store.documents(of: pdl, direction, days: days)[...]
            }
            return page.popFirst()
        }
    }
}
