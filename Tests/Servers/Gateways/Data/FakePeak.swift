/// The peak of a day.
public struct FakePeak: Hashable, Sendable {
    /// Apparent power in VA.
    public let voltAmperes: Int
    /// When, in seconds since 1970.
    public let instant: Int64
}
