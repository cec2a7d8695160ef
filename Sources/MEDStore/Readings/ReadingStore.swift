public import MEDCore

/// Readings by day, with revisions per stream.
public protocol ReadingStore: Sendable {
    /// A name for this installation: made once, kept with the data.
    func installationID() async throws -> String

    /// Writes what one file or one answer held, in one transaction: all of it or nothing.
    ///
    /// Every day is merged with what is known (`DayReadings.merging`), derived anew with the contract of its day, and gets
    /// a new revision exactly when the hash of its canonical form changes. What an earlier import that still counts held
    /// to the letter is recognised and changes nothing: neither days nor the list of imports. A meter may come in several
    /// parts, which are merged in their order; a day of which nothing is said is not made a record.
    ///
    /// Of an answer of a gateway only news is kept: a day that merges to what is known anyway leaves nothing, and an answer
    /// without any other day is no import. The same answer twice is not recognised as such: after a correction that was
    /// itself corrected, the last word counts. What later answers of the same gateway (the source's name) say anyway is
    /// given up, so that a window asked every day does not grow with the years: taking a newer answer back then leaves
    /// what other imports say.
    ///
    /// - Throws: `StoreError` with `outOfRange`, and nothing is written, for readings that are not `isStorable`.
    func importReadings(
        _ meters: [MeterReadings], from source: ImportSource, contracts: [PDL: ContractHistory], at now: UTCInstant
    ) async throws -> ImportSummary

    /// Takes an import back, in one transaction: the days it touched become what the other imports make of them. A day of
    /// which nothing is left becomes a tombstone: a new revision without readings.
    ///
    /// - Throws: `StoreError` with `notFound` when there is no such import or it is already undone.
    func undoImport(
        _ id: ImportID, contracts: [PDL: ContractHistory], at now: UTCInstant
    ) async throws -> ImportSummary

    /// All imports of files and of answers, the newest first.
    func imports() async throws -> [ImportRecord]

    /// Derives a PDL's days anew after its contracts or their prices changed; returns how many got a new revision: exactly
    /// those whose canonical form the change alters.
    func rederive(_ pdl: PDL, contracts: ContractHistory, at now: UTCInstant) async throws -> Int

    /// Writes Tempo days; a day gets a new revision when its colour or its finality changes. Returns how many did.
    ///
    /// In the same transaction the days of `contracts`' meters that have a colour which changed are derived anew: under a
    /// Tempo contract the day itself, and the next one for its first six hours. Only final colours count. A meter that is
    /// left out is derived at the next `rederive(_:contracts:at:)`.
    func write(_ days: [TempoData], contracts: [PDL: ContractHistory], at now: UTCInstant) async throws -> Int

    /// Writes EcoWatt days; returns how many got a new revision.
    func write(_ days: [EcowattData], at now: UTCInstant) async throws -> Int

    /// The stored day documents of `days`, in order; tombstones are left out.
    func documents(of pdl: PDL, _ direction: Direction, days: ClosedRange<Day>) async throws -> [DayDocument]

    /// How much of each day of `days` is known, in order: one entry per day, also for those of which nothing is known or
    /// every reading was taken back.
    func coverage(of pdl: PDL, _ direction: Direction, days: ClosedRange<Day>) async throws -> [DayCoverage]

    /// The stored Tempo days of `days`, in order.
    func tempo(days: ClosedRange<Day>) async throws -> [TempoData]

    /// The stored EcoWatt days of `days`, in order.
    func ecowatt(days: ClosedRange<Day>) async throws -> [EcowattData]

    /// What matters for "now".
    func currentDocuments(at now: UTCInstant) async throws -> CurrentDocuments

    /// The sum of the known days of a period; `nil` when none is known.
    func total(of pdl: PDL, _ direction: Direction, over period: Period) async throws -> PeriodTotal?

    /// The sums of the known days of `days` by month or year, in order and in one pass: one per period of which a day is
    /// known. A month or year that `days` cuts counts its part only.
    func totals(
        of pdl: PDL, _ direction: Direction, by unit: PeriodUnit, days: ClosedRange<Day>
    ) async throws -> [PeriodTotal]

    /// One entry per PDL and direction that has readings.
    func meters() async throws -> [MeterOverview]

    /// What a source remembers between runs (a quota, a back-off) under `key`; `nil` when nothing was remembered.
    func sourceMemory(_ key: String) async throws -> [UInt8]?

    /// Remembers `bytes` under `key`, in place of what was there.
    func setSourceMemory(_ bytes: [UInt8], for key: String) async throws

    /// Wakes after every commit of this process, and within two seconds of one of another process.
    func changes() -> AsyncStream<Void>
}

extension ReadingStore {
    /// Writes Tempo days without deriving any meter's days anew; see `write(_:contracts:at:)`.
    public func write(_ days: [TempoData], at now: UTCInstant) async throws -> Int {
        try await write(days, contracts: [:], at: now)
    }
}
