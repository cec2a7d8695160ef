/// How a CSV file separates its cells and writes its decimals.
public struct CSVDialect: Hashable, Sendable {
    /// Between two cells.
    public let separator: UInt8
    /// Between whole and fraction.
    public let decimalSeparator: UInt8
    /// Whether the file begins with the UTF-8 byte order mark, by which Excel knows that it is UTF-8.
    public let hasByteOrderMark: Bool

    /// `,` and a decimal point, without byte order mark: RFC 4180, what programs read.
    public static let international = CSVDialect(
        separator: UInt8(ascii: ","), decimalSeparator: UInt8(ascii: "."), hasByteOrderMark: false)

    /// `;`, a decimal comma and the byte order mark: what Excel set to French opens by a double click.
    public static let french = CSVDialect(
        separator: UInt8(ascii: ";"), decimalSeparator: UInt8(ascii: ","), hasByteOrderMark: true)
}
