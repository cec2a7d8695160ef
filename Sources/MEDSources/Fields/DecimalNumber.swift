/// A decimal as written, with `.` or `,`: an integer and how many of its digits are behind the mark.
struct DecimalNumber {
    private let mantissa: Int64
    private let fractionDigits: Int

    /// `nil` unless the whole field is a decimal of at most 15 digits.
    init?(_ field: UnsafeRawBufferPointer) {
        var value: Int64 = 0
        var digits = 0
        var fraction: Int?
        var isNegative = false
        for (position, byte) in field.enumerated() {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                value = value * 10 + Int64(byte - UInt8(ascii: "0"))
                digits += 1
                fraction? += 1
                if digits > 15 { return nil }
            case UInt8(ascii: "."), UInt8(ascii: ","):
                guard fraction == nil, digits > 0 else { return nil }
                fraction = 0
            case UInt8(ascii: "-"), UInt8(ascii: "+"):
                guard position == 0 else { return nil }
                isNegative = byte == UInt8(ascii: "-")
            default: return nil
            }
        }
        guard digits > 0 else { return nil }
        mantissa = isNegative ? -value : value
        fractionDigits = fraction ?? 0
    }

    var isNegative: Bool { mantissa < 0 }

    /// The value × `scale` as an integer, a tie going to the even neighbour, and whether nothing was rounded.
    func rounded(scale: Int64) -> (value: Int64, isExact: Bool) {
        var divisor: Int64 = 1
        for _ in 0..<fractionDigits { divisor *= 10 }
        let (quotient, rest) = (mantissa.magnitude * scale.magnitude).quotientAndRemainder(
            dividingBy: divisor.magnitude)
        let isUp = rest * 2 > divisor.magnitude || (rest * 2 == divisor.magnitude && quotient % 2 == 1)
        let magnitude = Int64(quotient + (isUp ? 1 : 0))
        return (mantissa < 0 ? -magnitude : magnitude, rest == 0)
    }
}
