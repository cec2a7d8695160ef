import MEDCore

/// The name of a file that the exporter writes: by it a file is found again, and by it alone one is removed.
struct FileName: Hashable, Sendable, CustomStringConvertible {
    /// What is in the file. A workbook has both directions, a sheet each; other files have one.
    enum Content: Hashable, Sendable {
        /// The days of all years.
        case days(PDL, Direction?)
        /// The slots of a year.
        case halfHours(PDL, Direction?, year: Int)
        /// All Tempo days.
        case tempo
        /// All EcoWatt days.
        case ecowatt
    }

    let content: Content
    let format: FileFormat

    init(_ content: Content, _ format: FileFormat) {
        self.content = content
        self.format = format
    }

    /// `01234567890123-consumption-daily.csv`, `01234567890123-half-hourly-2024.xlsx`, `med-tempo.csv`.
    var description: String {
        switch content {
        case .days(let pdl, let direction): "\(Self.meter(pdl, direction))-daily.\(format.rawValue)"
        case .halfHours(let pdl, let direction, let year):
            "\(Self.meter(pdl, direction))-half-hourly-\(year).\(format.rawValue)"
        case .tempo: "med-tempo.\(format.rawValue)"
        case .ecowatt: "med-ecowatt.\(format.rawValue)"
        }
    }

    /// Reads a name; `nil` for any other file's.
    init?(_ name: String) {
        guard let dot = name.lastIndex(of: "."),
            let format = FileFormat(rawValue: String(name[name.index(after: dot)...]))
        else { return nil }
        self.format = format
        let stem = name[..<dot]
        if stem == "med-tempo" {
            content = .tempo
        } else if stem == "med-ecowatt" {
            content = .ecowatt
        } else {
            guard let pdl = PDL(stem.prefix(14)), stem.dropFirst(14).first == "-" else { return nil }
            var rest = stem.dropFirst(15)
            let direction = Direction.allCases.first { rest.hasPrefix($0.rawValue + "-") }
            guard (direction == nil) == (format == .xlsx) else { return nil }
            if let direction { rest = rest.dropFirst(direction.rawValue.count + 1) }
            if rest == "daily" {
                content = .days(pdl, direction)
            } else if rest.hasPrefix("half-hourly-"), let year = Int(rest.dropFirst(12)) {
                content = .halfHours(pdl, direction, year: year)
            } else {
                return nil
            }
        }
        // What reads alike but is written otherwise (a year with a sign) is nobody's but its owner's.
        guard description == name else { return nil }
    }

    /// The meter; `nil` for what is the country's.
    var pdl: PDL? {
        switch content {
        case .days(let pdl, _), .halfHours(let pdl, _, _): pdl
        case .tempo, .ecowatt: nil
        }
    }

    private static func meter(_ pdl: PDL, _ direction: Direction?) -> String {
        direction.map { "\(pdl.digits)-\($0.rawValue)" } ?? pdl.digits
    }
}
