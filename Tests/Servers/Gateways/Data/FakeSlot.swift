/// A slot of a load curve.
public struct FakeSlot: Hashable, Sendable {
    /// Its start in seconds since 1970.
    public let start: Int64
    /// Its length in minutes.
    public let minutes: Int
    /// Its mean power in W.
    public let watts: Int

    /// Its end in seconds since 1970.
    public var end: Int64 { start + Int64(minutes) * 60 }
}
