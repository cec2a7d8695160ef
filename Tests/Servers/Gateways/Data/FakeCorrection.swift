/// A day whose values Enedis changes after it published them.
public struct FakeCorrection: Hashable, Sendable {
    /// `YYYY-MM-DD`.
    public var day: String
    /// Drawn or fed in.
    public var direction: FakeDirection
    /// What is added to the half-hours, in W; no power falls below 0.
    public var watts: Int
    /// Which half-hours of the day, from 0; nil: all.
    public var halfHours: Set<Int>?
    /// From when on the new values are served, in seconds since 1970.
    public var from: Int64

    /// A correction.
    public init(
        day: String, direction: FakeDirection = .consumption, watts: Int, halfHours: Set<Int>? = nil, from: Int64
    ) {
        self.day = day
        self.direction = direction
        self.watts = watts
        self.halfHours = halfHours
        self.from = from
    }
}
