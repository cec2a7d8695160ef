public import MEDCore

extension MeterReadings {
    /// What every store checks before it writes: a value that could not be read again would make its whole day, and all
    /// sums over it, unreadable.
    ///
    /// - Throws: `StoreError` with `outOfRange`, which names the meter and the day.
    public func checkStorable() throws(StoreError) {
        guard let bad = days.first(where: { !$0.readings.isStorable }) else { return }
        throw StoreError(
            .outOfRange,
            LocalizedText(
                fr: "\(pdl), \(bad.day) : une valeur est hors de ce qu'un compteur peut dire ; rien n'a été écrit.",
                en: "\(pdl), \(bad.day): a value is beyond what a meter can say; nothing was written."))
    }
}
