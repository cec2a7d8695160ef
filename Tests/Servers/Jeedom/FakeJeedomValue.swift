/// What a command holds.
public enum FakeJeedomValue: Hashable, Sendable {
    /// Of a numeric command.
    case number(Double)
    /// Of a text command; empty: nothing yet.
    case text(String)

    var php: PHPValue {
        switch self {
        case .number(let number): .double(number)
        case .text(let text): .string(text)
        }
    }
}
