public import MEDCore

/// What one look at the national sources did.
public struct NationalReport: Hashable, Sendable {
    /// A source that did not answer.
    public struct Failure: Hashable, Sendable {
        /// `tempo` or `ecowatt`.
        public let series: Series
        /// The source's name; `nil` when it was the store.
        public let source: String?
        /// Why.
        public let fault: GatewayFault
    }

    /// Questions asked of Tempo sources.
    public internal(set) var tempoCalls = 0
    /// Questions asked of EcoWatt sources.
    public internal(set) var ecowattCalls = 0
    /// Tempo days that got a new revision.
    public internal(set) var tempoDaysWritten = 0
    /// EcoWatt days that got a new revision.
    public internal(set) var ecowattDaysWritten = 0
    /// Final colours that were taken back.
    public internal(set) var corrections: [TempoCorrection] = []
    /// What did not work.
    public internal(set) var failures: [Failure] = []
    /// What could not be used of the answers, in their own words.
    public internal(set) var issues: [String] = []
    /// When there is something to ask next; `nil` without any source.
    public internal(set) var nextLook: UTCInstant?
}
