/// What a workbook may take at most, whatever it claims to be: an archive of some kilobytes can unpack to terabytes.
public enum WorkbookLimits {
    /// Parts in the archive. The portal's have some 30.
    public static let entries = 1_000
    /// Bytes that may be unpacked out of one archive: 64 MiB. The portal's unpack to 0.5 MB, a year of half-hours to 4 MB.
    public static let unpackedBytes = 64 << 20
    /// Sheets.
    public static let sheets = 64
    /// Shared strings, and bytes of them.
    public static let strings = 400_000
    /// Bytes of the shared strings: 16 MiB.
    public static let stringBytes = 16 << 20
    /// Bytes of the text of one cell; what is longer is cut. Excel's own limit is 32,767 characters.
    public static let cellBytes = 4_096
    /// Columns that are looked at.
    public static let columns = 256
    /// The last row that the format knows.
    public static let rows = 1_048_576
}
