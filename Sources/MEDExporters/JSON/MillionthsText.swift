/// A whole number of millionths, written exactly as a decimal: `15.234`, `0.000001`, `-2.5`, `0`.
struct MillionthsText: Hashable {
    /// The value × 1,000,000.
    let millionths: Int64

    /// Appends the text in ASCII: a point, and no zeros at the end.
    func append(to buffer: inout [UInt8]) {
        if millionths < 0 { buffer.append(UInt8(ascii: "-")) }
        buffer.append(contentsOf: String(millionths.magnitude / 1_000_000).utf8)
        var fraction = millionths.magnitude % 1_000_000
        guard fraction > 0 else { return }
        buffer.append(UInt8(ascii: "."))
        var scale: UInt64 = 100_000
        while fraction > 0 {
            buffer.append(UInt8(ascii: "0") + UInt8(fraction / scale))
            fraction %= scale
            scale /= 10
        }
    }
}
