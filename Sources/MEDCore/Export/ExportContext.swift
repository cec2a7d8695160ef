/// What an exporter may know beside its batch.
public struct ExportContext: Sendable {
    /// Reads the documents of a PDL in one direction, in the order of days, without holding them all.
    public typealias History =
        @Sendable (PDL, Direction, ClosedRange<Day>) -> AsyncThrowingStream<DayDocument, any Error>
    /// Reads the totals of the months and years in which days of a PDL lie.
    public typealias Totals = @Sendable (PDL, Direction, [Day]) async throws -> [PeriodTotal]

    /// Reads the stored Tempo days of a range, in order.
    public typealias Tempo = @Sendable (ClosedRange<Day>) async throws -> [TempoData]
    /// Reads the stored EcoWatt days of a range, in order.
    public typealias Ecowatt = @Sendable (ClosedRange<Day>) async throws -> [EcowattData]

    /// The instance that exports.
    public let instance: InstanceID
    /// The state that the exporter returned for a stream with its last acknowledged batch; none at first.
    public let states: [StreamID: [UInt8]]
    /// The streams of which an earlier attempt ended without an answer: their records may already be there.
    public let mayHaveBeenSent: Set<StreamID>
    /// The records of the batch of which an earlier revision was delivered.
    public let corrections: Set<RecordKey>
    private let history: History
    private let totals: Totals
    private let readTempo: Tempo
    private let readEcowatt: Ecowatt

    /// A context.
    public init(
        instance: InstanceID, states: [StreamID: [UInt8]] = [:], mayHaveBeenSent: Set<StreamID> = [],
        corrections: Set<RecordKey> = [],
        history: @escaping History = { _, _, _ in AsyncThrowingStream { $0.finish() } },
        totals: @escaping Totals = { _, _, _ in [] }, tempo: @escaping Tempo = { _ in [] },
        ecowatt: @escaping Ecowatt = { _ in [] }
    ) {
        self.instance = instance
        self.states = states
        self.mayHaveBeenSent = mayHaveBeenSent
        self.corrections = corrections
        self.history = history
        self.totals = totals
        readTempo = tempo
        readEcowatt = ecowatt
    }

    /// The stored documents of `days`, streamed.
    public func documents(
        of pdl: PDL, _ direction: Direction, days: ClosedRange<Day>
    ) -> AsyncThrowingStream<DayDocument, any Error> {
        history(pdl, direction, days)
    }

    /// The totals of the months and years in which `days` lie.
    public func periodTotals(of pdl: PDL, _ direction: Direction, touchedBy days: [Day]) async throws -> [PeriodTotal] {
        try await totals(pdl, direction, days)
    }

    /// The stored Tempo days of `days`, in order.
    public func tempo(_ days: ClosedRange<Day>) async throws -> [TempoData] { try await readTempo(days) }

    /// The stored EcoWatt days of `days`, in order.
    public func ecowatt(_ days: ClosedRange<Day>) async throws -> [EcowattData] { try await readEcowatt(days) }
}
