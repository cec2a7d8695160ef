public import MEDCore

/// What a gateway answered to a `ReadingRequest`.
public struct GatewayReadings: Hashable, Sendable {
    /// The readings by day; days of which the answer held nothing are left out.
    public var meter: MeterReadings
    /// What could not be used, in the words of the answer: a value that is no number, a stamp that is no instant.
    public var issues: [String]

    /// An answer.
    public init(meter: MeterReadings, issues: [String] = []) {
        self.meter = meter
        self.issues = issues
    }
}
