import MEDCore

/// One pass over the lines of a text, or of a workbook sheet by sheet.
struct EnedisParser {
    var bytes: UnsafeRawBufferPointer
    let name: String
    let givenPDL: PDL?
    let givenDirection: Direction?
    /// The sheets of the workbook; empty for a text.
    var sheetNames: [String] = []
    /// How the workbook counts days.
    var countsFrom1904 = false
    var encoding = EnedisFile.TextEncoding.utf8
    var cursor: LineCursor
    var splitter: FieldSplitter
    var log = IssueLog()
    var statistics = EnedisFile.Statistics()
    var series: [SeriesBuilder] = []
    /// Where in `series` a meter's readings of a direction are: a file may name thousands of meters.
    private var places: [SeriesPlace: Int] = [:]
    /// The series that have rows of the table that is being read.
    var unsettled: [Int] = []
    var format: EnedisFile.Format?
    var table = Table.none
    /// The names of a header block whose line of values is still to come.
    var headerNames: [String]?
    var flatMemo: FlatMemo?
    /// What was recognised, for the household.
    var recognised: [EnedisFile.RecognisedTable] = []
    /// What stood above the tables.
    var preamble = Preamble()
    /// The sheet of a workbook that is read.
    var sheet: SheetPlace?
    /// The first line that nobody knows, before anything was recognised.
    private var firstUnknownLine: Int?
    /// Lines that nobody knows before the first table; the portal's sheets have some fifteen.
    private var unknownLines = 0

    private static let maximumOfUnknownLines = 60

    init(
        bytes: UnsafeRawBufferPointer, name: String, pdl: PDL?, direction: Direction?,
        encoding: EnedisFile.TextEncoding? = nil
    ) throws(EnedisFileError) {
        self.bytes = bytes
        self.name = name
        givenPDL = pdl
        givenDirection = direction
        if let text = FileSignature.refusal(of: bytes) { throw EnedisFileError(.binary, file: name, text) }
        self.encoding = encoding ?? EnedisFile.TextEncoding(of: bytes)
        let start = bytes.starts(with: FileSignature.utf8Mark) ? FileSignature.utf8Mark.count : 0
        cursor = LineCursor(bytes: bytes, position: start)
        guard let splitter = FieldSplitter(detectingAfter: cursor) else {
            throw EnedisFileError(.empty, file: name, .empty)
        }
        self.splitter = splitter
    }

    /// Reads the lines of a text.
    mutating func run() throws(EnedisFileError) {
        try readLines()
        guard format != nil else {
            throw EnedisFileError(.notAnEnedisFile, file: name, line: firstUnknownLine, .notAnEnedisFile)
        }
    }

    /// Reads the lines from the cursor on.
    mutating func readLines() throws(EnedisFileError) {
        while true {
            readPortalRows()
            guard let line = cursor.next() else { break }
            splitter.split(line)
            if splitter.isBlank { continue }
            if let names = headerNames {
                headerNames = nil
                try begin(headerWith: names)
            } else if splitter.beginsWithDigit {
                try readRow()
            } else {
                try readNames()
            }
        }
        if headerNames != nil { try refuse(TableFault(.truncatedHeader, .truncatedHeader)) }
    }

    /// Passes over a line above the first table that is known; a text whose first lines are all unknown is another's.
    mutating func skipUnknownLine() throws(EnedisFileError) {
        preamble.read(splitter.fields)
        guard sheet == nil else { return }
        firstUnknownLine = firstUnknownLine ?? cursor.number
        unknownLines += 1
        guard unknownLines <= Self.maximumOfUnknownLines else {
            throw EnedisFileError(.notAnEnedisFile, file: name, line: firstUnknownLine, .notAnEnedisFile)
        }
    }

    /// What was read.
    mutating func file() -> EnedisFile {
        var meters: [MeterReadings] = []
        for index in series.indices {
            if let meter = series[index].finish(statistics: &statistics, log: &log) { meters.append(meter) }
        }
        statistics.rejectedLines = log.count
        let periods = meters.map(\.stepPeriods)
        return EnedisFile(
            name: name, format: format ?? .bareLoadCurve, meters: meters, statistics: statistics,
            issues: log.issues(file: name, sheets: sheetNames), notes: periods.flatMap(ImportNote.changesOfStep),
            recognition: EnedisFile.Recognition(
                container: container, tables: recognised, stepPeriods: periods.flatMap { $0 }))
    }

    /// The fault of a table: the file's when nothing was recognised before it, else an issue, and its rows are skipped.
    mutating func refuse(_ fault: TableFault) throws(EnedisFileError) {
        guard format != nil else { throw failure(fault.code, fault.text) }
        reject(.table(fault))
        table = .skipped
    }

    /// Begins a table: what was pending belongs to the one before.
    mutating func begin(_ table: Table, format: EnedisFile.Format) {
        recognise(table, format: format)
        settle()
        self.table = table
        if self.format == nil { self.format = format }
    }

    /// Ends the table of all rows read so far.
    mutating func settle() {
        for index in unsettled { series[index].settle(statistics: &statistics, log: &log) }
        unsettled.removeAll(keepingCapacity: true)
    }

    /// The place of a meter's readings; `namesMeter` and `namesDirection` say whether the file did.
    mutating func seriesIndex(
        _ pdl: PDL, _ direction: Direction, namesMeter: Bool = false, namesDirection: Bool = false
    ) -> Int {
        let place = SeriesPlace(pdl: pdl, direction: direction)
        if let index = places[place] { return index }
        places[place] = series.count
        series.append(
            SeriesBuilder(
                pdl: pdl, direction: direction, pdlOrigin: namesMeter ? .file : .given,
                directionOrigin: namesDirection ? .file : givenDirection == nil ? .assumed : .given))
        return series.count - 1
    }

    mutating func reject(_ fault: LineFault) {
        log.add(fault, line: Int(place))
    }

    /// The line at the cursor, with the sheet it stands in.
    var place: UInt32 { SheetPlace.number(sheet, line: cursor.number) }

    /// The whole file's error, found at the line of the cursor.
    func failure(_ code: EnedisFileError.Code, _ text: LocalizedText) -> EnedisFileError {
        let shown = sheet.map { SheetPlace.title(file: name, sheet: $0.name) } ?? name
        return EnedisFileError(code, file: shown, line: cursor.number, text)
    }
}

private struct SeriesPlace: Hashable {
    let pdl: PDL
    let direction: Direction
}
