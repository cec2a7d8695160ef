import MEDCore

/// The two lines that describe a table of the portal: names, then values.
struct HeaderBlock {
    /// What the table holds.
    enum Content {
        case loadCurve(scale: Int64, step: UInt8)
        case dailyEnergy(scale: Int64)
        case indexes(scale: Int64)
        case maxPower(scale: Int64)
    }

    let pdl: PDL
    let direction: Direction
    let content: Content
    let namesMeter: Bool
    let namesDirection: Bool

    init(
        names: [String], values: [UnsafeRawBufferPointer], givenPDL: PDL?, givenDirection: Direction?
    ) throws(TableFault) {
        func value(_ name: String) -> UnsafeRawBufferPointer {
            names.firstIndex(of: name).flatMap { $0 < values.count ? values[$0] : nil }
                ?? UnsafeRawBufferPointer(start: nil, count: 0)
        }
        namesMeter = !value("identifiant prm").isEmpty
        namesDirection = value("grandeur metier").namesDirection
        pdl = try PDL(field: value("identifiant prm"), given: givenPDL)
        direction = try Direction(field: value("grandeur metier"), given: givenDirection)
        content = try Self.content(
            type: value("type de donnees").normalisedName, unit: value("unite"), step: value("pas en minutes"))
    }

    private static func content(
        type: String, unit field: UnsafeRawBufferPointer, step: UnsafeRawBufferPointer
    ) throws(TableFault) -> Content {
        let unknownUnit = TableFault(.unknownUnit, .unknownUnit(field.excerpt))
        guard let unit = ReadingUnit(rawValue: field.normalisedName) else { throw unknownUnit }
        if type.contains("index") {
            guard unit.isEnergy else { throw unknownUnit }
            return .indexes(scale: unit.scale)
        }
        if type.contains("puissance max") || unit.isApparentPower {
            guard unit.isApparentPower else { throw unknownUnit }
            return .maxPower(scale: unit.scale)
        }
        if unit.isPower {
            guard let step = slotLength(step) else { throw TableFault(.unknownStep, .unknownStep(step.excerpt)) }
            return .loadCurve(scale: unit.scale, step: step)
        }
        guard step.isEmpty || step.text == "1440" else { throw TableFault(.unknownStep, .unknownStep(step.excerpt)) }
        return .dailyEnergy(scale: unit.scale)
    }

    /// Minutes, of `30` or ISO 8601's `PT30M` and `PT1H`; 0 when the file does not say; `nil` for what is no length of a
    /// slot.
    static func slotLength(_ field: UnsafeRawBufferPointer) -> UInt8? {
        if field.isEmpty { return 0 }
        var digits = field
        if field.starts(with: "PT".utf8), let unit = field.last {
            if field.elementsEqual("PT1H".utf8) { return 60 }
            guard unit == UInt8(ascii: "M") else { return nil }
            digits = UnsafeRawBufferPointer(rebasing: field.dropFirst(2).dropLast())
        }
        guard let number = DecimalNumber(digits)?.rounded(scale: 1), number.isExact, (1...60).contains(number.value),
            SlotLength.isKnown(Int32(number.value))
        else { return nil }
        return UInt8(number.value)
    }
}

extension PDL {
    /// The file's own number, else the `given` one.
    init(field: UnsafeRawBufferPointer, given: PDL?) throws(TableFault) {
        if field.isEmpty {
            guard let given else { throw TableFault(.noPDL, .noPDL) }
            self = given
        } else if let pdl = PDL(field.text) {
            self = pdl
        } else if let given, given.isWritten(field.text) {
            self = given
        } else {
            throw TableFault(.invalidPDL, .invalidPDL(field.shortenedPDL, count: field.text.count))
        }
    }
}

extension PDL {
    /// Whether a spreadsheet that takes this PDL for a number writes it so: `1234567890123`, `1,912E+13`.
    fileprivate func isWritten(_ text: String) -> Bool {
        let parts = text.uppercased().replacing(",", with: ".").split(separator: "E", omittingEmptySubsequences: false)
        guard let number = Double(digits), let mantissa = Double(parts[0]) else { return false }
        if parts.count == 1 { return !parts[0].contains(".") && mantissa == number }
        guard parts.count == 2, let exponent = Int(parts[1]), (10...13).contains(exponent) else { return false }
        // As exact as the mantissa is long: half a unit of its last digit.
        let decimals = parts[0].split(separator: ".").dropFirst().first?.count ?? 0
        var (unit, scale) = (1.0, 1.0)
        for _ in 0..<exponent { scale *= 10 }
        for _ in 0..<decimals { unit /= 10 }
        return decimals >= 2 && (mantissa * scale - number).magnitude <= unit * scale * 0.5
    }
}

extension Direction {
    /// What `Grandeur metier` says (*soutirage* is drawn, *injection* fed in), else the `given` direction, else
    /// consumption.
    init(field: UnsafeRawBufferPointer, given: Direction?) throws(TableFault) {
        let name = field.normalisedName
        if name.hasPrefix("cons") || name.hasPrefix("sout") {
            self = .consumption
        } else if name.hasPrefix("prod") || name.hasPrefix("inj") {
            self = .production
        } else if let given {
            self = given
        } else if name.isEmpty {
            self = .consumption
        } else {
            throw TableFault(.unknownDirection, .unknownDirection(field.excerpt))
        }
    }
}

extension UnsafeRawBufferPointer {
    /// Whether the field says consumption or production.
    var namesDirection: Bool { !isEmpty && (try? Direction(field: self, given: nil)) != nil }
}
