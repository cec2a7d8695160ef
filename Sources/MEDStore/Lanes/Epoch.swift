public import MEDCore

/// The time during which an instance delivers to one destination in one payload version.
public struct Epoch: Hashable, Sendable {
    /// The instance.
    public let instance: InstanceID
    /// 1, 2, 3 …
    public let number: Int
    /// Where it delivers.
    public let destination: DestinationIdentity
    /// What it sends.
    public let payloadVersion: Int
    /// When it began.
    public let startedAt: UTCInstant
    /// When the next one began; `nil` for the present one.
    public let endedAt: UTCInstant?
    /// When what it had left there was taken back.
    public let retractedAt: UTCInstant?

    /// An epoch.
    public init(
        instance: InstanceID, number: Int, destination: DestinationIdentity, payloadVersion: Int,
        startedAt: UTCInstant, endedAt: UTCInstant? = nil, retractedAt: UTCInstant? = nil
    ) {
        self.instance = instance
        self.number = number
        self.destination = destination
        self.payloadVersion = payloadVersion
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.retractedAt = retractedAt
    }
}
