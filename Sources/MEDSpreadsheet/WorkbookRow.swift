/// One row of a sheet.
public struct WorkbookRow: Equatable, Sendable {
    /// A cell that holds something.
    public struct Cell: Equatable, Sendable {
        /// The column, 0 for A.
        public let column: Int
        /// What it holds.
        public let value: Value

        /// A cell.
        public init(column: Int, value: Value) {
            self.column = column
            self.value = value
        }
    }

    /// What a cell holds; dates are numbers of days, told from others by a style that programs set as they like.
    public enum Value: Equatable, Sendable {
        /// A text, a boolean as `0` or `1`, an error as its name.
        case text(String)
        /// A finite number.
        case number(Double)
    }

    /// The row's number, 1 for the first.
    public let number: Int
    /// The cells that hold something, from left to right.
    public let cells: [Cell]

    /// A row.
    public init(number: Int, cells: [Cell]) {
        self.number = number
        self.cells = cells
    }
}
