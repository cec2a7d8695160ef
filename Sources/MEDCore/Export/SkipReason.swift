/// Why a record does not go to a destination.
public struct SkipReason: Hashable, Sendable, CustomStringConvertible {
    /// The words of the export log.
    public let description: String

    /// A reason of an exporter's own.
    public init(_ description: String) {
        self.description = description
    }

    /// The exporter does not have this export.
    public static let notSupported = SkipReason("not supported")
    /// The configuration turns this export off.
    public static let turnedOff = SkipReason("turned off")
    /// The day has no value yet.
    public static let noValue = SkipReason("no value")
}
