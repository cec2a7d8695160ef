/// How sure we are that a record is at its destination.
public enum Evidence: Hashable, Comparable, Sendable {
    /// Written to the network, nothing can be known (MQTT QoS 0).
    case sent
    /// The destination said so, in an answer that means it (PUBACK, a 2xx that is more than politeness).
    case acknowledged
    /// Read back and found equal, at that time.
    case verified(at: UTCInstant)

    /// The word of the export log.
    public var name: String {
        switch self {
        case .sent: "sent"
        case .acknowledged: "acknowledged"
        case .verified: "verified"
        }
    }
}
