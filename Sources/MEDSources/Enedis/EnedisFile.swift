public import MEDCore

/// What one file of the customer portals of Enedis or EDF said, as readings in this project's terms.
///
/// The layout is recognised by what the file holds and never by its name, see ``Format``: the portal's CSV blocks (load
/// curve, daily energy, daily indexes, daily maximum power), its flat tables, R63 files, its XLSX workbooks, tables
/// `debut;fin;kW`, EDF's powers, and bare lines `stamp;value`. A file re-saved by a spreadsheet (other separator, encoding,
/// line ends, lost offsets, other order) is read as well.
///
/// Stamps of a load curve are the END of their slot where there is one, and the START where a row shows both; a line
/// without a value is a gap. Readings are W for the curve, Wh for daily energies and indexes, VA for the maximum power;
/// the unit is read in the file.
public struct EnedisFile: Sendable {
    /// The name used in messages: the last part of the path.
    public let name: String
    /// The layout of the first table of the file.
    public let format: Format
    /// The readings per meter and direction, in the order in which the file names them; days rising.
    public let meters: [MeterReadings]
    /// What was counted while reading.
    public let statistics: Statistics
    /// The lines that were not used and why, by rising line: the first ``maximumOfIssues`` of them.
    /// `statistics.rejectedLines` counts all.
    public let issues: [ImportIssue]

    /// What the household should know though nothing was lost.
    public let notes: [ImportNote]
    /// What the file was recognised as, and why.
    public let recognition: Recognition

    /// How many issues a file may report; a file with more is damaged as a whole, and its household needs no more lines.
    public static let maximumOfIssues = 1_000

    /// The largest file that is read, in bytes: 256 MiB, some 400 years of half-hours.
    public static let maximumOfBytes = 256 << 20
}
