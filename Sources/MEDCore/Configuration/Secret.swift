/// A password, key or token. It cannot be printed, interpolated or compared by accident: only `reveal()` gives it out.
public struct Secret: Hashable, Sendable {
    private let value: String

    /// Keeps `value`.
    public init(_ value: String) {
        self.value = value
    }

    /// The secret itself, for the one place that sends it.
    public func reveal() -> String { value }

    /// Whether nothing was set.
    public var isEmpty: Bool { value.isEmpty }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Always `•••`.
    public var description: String { "•••" }
    /// Always `•••`.
    public var debugDescription: String { "•••" }
    /// Nothing to reflect: `dump` shows nothing either.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
