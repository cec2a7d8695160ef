/// Details of RTE's answers.
public struct FakeRTEOptions: Hashable, Sendable {
    /// How long a token is good for, in seconds.
    public var tokenSeconds: Int64 = 7200
    /// Whether `tempo_like_calendars` is a list of one; the real service sends an object.
    public var calendarsAsList = false
    /// Whether EcoWatt's `jour` is `2022-12-08T00:00:00+01:00`, as the real service writes it, else `2022-12-08`.
    public var longDays = true
    /// Seconds that have to lie between two calls of EcoWatt.
    public var ecowattSeconds: Int64 = 900

    /// The usual ones.
    public init() {}
}
