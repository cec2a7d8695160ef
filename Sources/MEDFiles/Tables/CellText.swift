import MEDCore

/// Appends what stands in cells as ASCII, without making strings: a file has hundreds of thousands of them.
struct CellText {
    /// The last days that were written, by the parity of their number: a row's local day and the UTC day around it.
    private var days: (Day?, Day?) = (nil, nil)
    private var texts: ([UInt8], [UInt8]) = ([], [])

    /// `2024-01-15`.
    mutating func append(_ day: Day, to bytes: inout [UInt8]) {
        if day.number & 1 == 0 {
            if days.0 != day { (days.0, texts.0) = (day, Array(day.description.utf8)) }
            bytes.append(contentsOf: texts.0)
        } else {
            if days.1 != day { (days.1, texts.1) = (day, Array(day.description.utf8)) }
            bytes.append(contentsOf: texts.1)
        }
    }

    /// `2024-01-14T23:30:00Z`.
    mutating func append(_ instant: UTCInstant, to bytes: inout [UInt8]) {
        let seconds = instant.secondsSinceEpoch
        let number = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        let second = Int(seconds - number * 86_400)
        append(Day(number: Int32(truncatingIfNeeded: number)), to: &bytes)
        bytes.append(UInt8(ascii: "T"))
        Self.append(clock: second / 60, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        Self.append(twoDigits: second % 60, to: &bytes)
        bytes.append(UInt8(ascii: "Z"))
    }

    /// `02:30`.
    static func append(clock minuteOfDay: Int, to bytes: inout [UInt8]) {
        append(twoDigits: minuteOfDay / 60, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        append(twoDigits: minuteOfDay % 60, to: &bytes)
    }

    static func append(_ number: Int64, to bytes: inout [UInt8]) {
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        append(magnitude: number.magnitude, to: &bytes)
    }

    /// `number` × 10⁻ᵖˡᵃᶜᵉˢ, without trailing zeros.
    static func append(_ number: Int64, places: Int, separator: UInt8, to bytes: inout [UInt8]) {
        var scale: UInt64 = 1
        for _ in 0..<places { scale *= 10 }
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        append(magnitude: number.magnitude / scale, to: &bytes)
        var fraction = number.magnitude % scale
        guard fraction > 0 else { return }
        bytes.append(separator)
        while fraction > 0 {
            scale /= 10
            bytes.append(UInt8(ascii: "0") + UInt8(fraction / scale))
            fraction %= scale
        }
    }

    private static func append(twoDigits number: Int, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "0") + UInt8(number / 10 % 10))
        bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
    }

    private static func append(magnitude: UInt64, to bytes: inout [UInt8]) {
        var scale: UInt64 = 1
        while magnitude / scale >= 10 { scale *= 10 }
        var rest = magnitude
        while scale > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(rest / scale))
            rest %= scale
            scale /= 10
        }
    }
}
