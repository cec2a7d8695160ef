/// Where a scalar stands in config.yaml, and how it is written: what an error names, and what saving replaces.
public struct ScalarPosition: Hashable, Sendable {
    /// How a scalar is written.
    public enum Style: String, Hashable, Sendable {
        /// Without quotes.
        case plain
        /// `'…'`
        case singleQuoted
        /// `"…"`
        case doubleQuoted
        /// `|`
        case literal
        /// `>`
        case folded
    }

    /// The line, from 1.
    public let line: Int
    /// The column in Unicode scalars, from 1: of the opening quote when there is one.
    public let column: Int
    /// How it is written.
    public let style: Style
    /// Whether it belongs to an anchor, or came here by an alias or a merge key: replacing it changes other values too.
    public let isShared: Bool

    /// A position.
    public init(line: Int, column: Int, style: Style = .plain, isShared: Bool = false) {
        self.line = line
        self.column = column
        self.style = style
        self.isShared = isShared
    }
}
