import MEDCore

/// What the lines above a table of the portal's workbooks say, on the sheet itself or on the cover before it.
struct Preamble {
    /// The meter's number as written.
    private(set) var meter: String?
    private(set) var direction: Direction?

    /// Takes what is known out of a line.
    mutating func read(_ fields: [UnsafeRawBufferPointer]) {
        for (index, field) in fields.enumerated() where !field.isEmpty {
            let name = field.normalisedName
            guard let value = fields[(index + 1)...].first(where: { !$0.isEmpty }) else { return }
            if name.hasPrefix("point reference mesure") || name == "prm" || name == "identifiant prm" {
                meter = value.text
            } else if name == "type de comptage" {
                direction = Direction(words: value.normalisedName) ?? direction
            }
        }
    }

    /// Takes the direction that a sheet's name tells: `Export Production Quotidienne`.
    mutating func begin(sheet name: String) {
        var name = name
        direction = name.withUTF8 { Direction(words: UnsafeRawBufferPointer($0).normalisedName) }
    }
}

extension Direction {
    /// The direction that one of the words names.
    fileprivate init?(words name: String) {
        let words = name.split(separator: " ")
        if words.contains(where: { $0.hasPrefix("prod") || $0.hasPrefix("inj") }) {
            self = .production
        } else if words.contains(where: { $0.hasPrefix("cons") || $0.hasPrefix("sout") }) {
            self = .consumption
        } else {
            return nil
        }
    }
}
