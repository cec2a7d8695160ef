/// The outcome of a batch, record by record. A record that is not mentioned is kept for a retry.
public struct ExportResult: Sendable {
    private var outcomes: [RecordKey: ExportOutcome]
    private let blanket: ExportOutcome?
    /// The exporter's own state per stream, committed together with the acknowledgement; a stream that is not mentioned
    /// keeps the one it has.
    public var states: [StreamID: [UInt8]]

    /// The failure of the destination that ended the batch before its end.
    ///
    /// What was delivered until then counts. Records that are not mentioned were not tried or have no answer: they stay
    /// ahead of their lane, in order, instead of being kept apart one by one.
    public var interruption: ExporterFault?

    /// Outcomes by record.
    public init(_ outcomes: [RecordKey: ExportOutcome] = [:], states: [StreamID: [UInt8]] = [:]) {
        self.outcomes = outcomes
        blanket = nil
        self.states = states
    }

    /// The same outcome for every record of the batch.
    public init(all outcome: ExportOutcome, states: [StreamID: [UInt8]] = [:]) {
        outcomes = [:]
        blanket = outcome
        self.states = states
    }

    /// Document 001's result: success marks every record delivered and acknowledged, failure keeps them for a retry.
    ///
    /// `recordsExported` is what that document returns; outcomes are counted per record here, so that it is not kept.
    public init(success: Bool, recordsExported: Int = 0, error: String? = nil) {
        self.init(all: success ? .delivered(.acknowledged) : .retry(after: nil, reason: error ?? "no reason given"))
    }

    /// Sets the outcome of one record.
    public mutating func set(_ outcome: ExportOutcome, for key: RecordKey) {
        outcomes[key] = outcome
    }

    /// The outcome of a record; `nil` when it was not mentioned.
    public func outcome(for key: RecordKey) -> ExportOutcome? {
        outcomes[key] ?? blanket
    }
}
