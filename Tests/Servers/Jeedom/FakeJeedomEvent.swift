/// An event that a command took.
public struct FakeJeedomEvent: Hashable, Sendable {
    /// Which command.
    public let command: Int
    /// What it shows since.
    public let value: FakeJeedomValue
    /// The datetime that was sent, or the box's own time.
    public let datetime: String
}
