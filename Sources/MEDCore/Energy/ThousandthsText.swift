/// A whole number of thousandths, written exactly as a decimal: `15.234`, `8.5`, `0`, `-0.25`.
///
/// kWh from Wh and kVA from VA are written with it: never through a binary fraction.
public struct ThousandthsText: Hashable, Sendable {
    /// The value × 1,000.
    public let thousandths: Int64

    /// The decimal text of that many thousandths.
    public init(thousandths: Int64) {
        self.thousandths = thousandths
    }

    /// Appends the text in ASCII to `buffer`.
    public func append(to buffer: inout [UInt8]) {
        if thousandths < 0 { buffer.append(UInt8(ascii: "-")) }
        let magnitude = thousandths.magnitude
        buffer.append(contentsOf: String(magnitude / 1_000).utf8)
        var fraction = magnitude % 1_000
        guard fraction > 0 else { return }
        buffer.append(UInt8(ascii: "."))
        var scale: UInt64 = 100
        while fraction > 0 {
            buffer.append(UInt8(ascii: "0") + UInt8(fraction / scale))
            fraction %= scale
            scale /= 10
        }
    }
}

extension ThousandthsText: CustomStringConvertible {
    /// The decimal, with a point and without trailing zeros.
    public var description: String {
        var buffer: [UInt8] = []
        append(to: &buffer)
        return String(decoding: buffer, as: UTF8.self)
    }
}
