public import MEDCore

/// One question to a gateway: one series of one meter over whole days.
public struct ReadingRequest: Hashable, Sendable {
    /// The meter.
    public var pdl: PDL
    /// Drawn or fed in.
    public var direction: Direction
    /// Which series.
    public var kind: ReadingKind
    /// The first and the last day asked for, both included. Gateways take `[start; end[`: the adapter adds the day.
    public var days: ClosedRange<Day>
    /// Whether the gateway may answer from its cache, which costs no call to Enedis.
    public var usesCache: Bool

    /// A question.
    public init(
        pdl: PDL, direction: Direction, kind: ReadingKind, days: ClosedRange<Day>, usesCache: Bool = true
    ) {
        self.pdl = pdl
        self.direction = direction
        self.kind = kind
        self.days = days
        self.usesCache = usesCache
    }
}
