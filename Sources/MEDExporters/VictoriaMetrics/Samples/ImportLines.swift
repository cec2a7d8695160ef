/// JSON lines of `/api/v1/import`: one line per series and 10,000 samples, bodies of a bounded size.
struct ImportLines: Sendable {
    private static let samplesPerLine = 10_000
    /// A body that is full is sent; it may exceed this by one line.
    static let bodySize = 4 << 20

    /// Bodies that are full.
    private(set) var full: [[UInt8]] = []
    private var body: [UInt8] = []

    /// Every body, the last one included.
    var bodies: [[UInt8]] { body.isEmpty ? full : full + [body] }

    /// Adds the samples of a series; `metric` is the object `{"__name__":…}`.
    mutating func append(_ samples: MetricSamples, metric: [UInt8], decimals: Int) {
        var start = 0
        while start < samples.count {
            let end = min(start + Self.samplesPerLine, samples.count)
            appendLine(samples, start..<end, metric: metric, decimals: decimals)
            start = end
            if body.count >= Self.bodySize {
                full.append(body)
                body = []
            }
        }
    }

    private mutating func appendLine(_ samples: MetricSamples, _ range: Range<Int>, metric: [UInt8], decimals: Int) {
        body.append(contentsOf: "{\"metric\":".utf8)
        body.append(contentsOf: metric)
        body.append(contentsOf: ",\"values\":[".utf8)
        // At most 19 digits, sign, point, leading zeros and comma for a value; 19 digits, sign, 000 and comma for a time.
        let room = range.count * 56 + 64
        let line = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
            var writer = DigitWriter(buffer)
            for index in range {
                if index > range.lowerBound { writer.write(",") }
                writer.write(samples.values[index], decimals: decimals)
            }
            writer.write("],\"timestamps\":[")
            for index in range {
                if index > range.lowerBound { writer.write(",") }
                writer.write(samples.seconds[index] * 1_000, decimals: 0)
            }
            writer.write("]}\n")
            count = writer.count
        }
        body.append(contentsOf: line)
    }
}

/// Writes decimals into memory without any allocation: a year of half-hours is 35,000 numbers.
private struct DigitWriter {
    private let buffer: UnsafeMutableBufferPointer<UInt8>
    private(set) var count = 0

    init(_ buffer: UnsafeMutableBufferPointer<UInt8>) {
        self.buffer = buffer
    }

    mutating func write(_ text: StaticString) {
        text.withUTF8Buffer { bytes in
            for byte in bytes {
                buffer[count] = byte
                count += 1
            }
        }
    }

    /// `number` in units of its last decimal, as `ThousandthsText` writes it: zeros at the end dropped.
    mutating func write(_ number: Int64, decimals: Int) {
        if number < 0 {
            buffer[count] = UInt8(ascii: "-")
            count += 1
        }
        var (magnitude, places) = (number.magnitude, decimals)
        while places > 0, magnitude.isMultiple(of: 10) {
            magnitude /= 10
            places -= 1
        }
        // Backwards from where the number will end.
        let end = count + max(Self.digits(of: magnitude), places + 1) + (places > 0 ? 1 : 0)
        var position = end
        for written in 0... {
            if written == places, places > 0 {
                position -= 1
                buffer[position] = UInt8(ascii: ".")
            }
            position -= 1
            let (quotient, digit) = magnitude.quotientAndRemainder(dividingBy: 10)
            buffer[position] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
            magnitude = quotient
            if position == count { break }
        }
        count = end
    }

    private static func digits(of magnitude: UInt64) -> Int {
        var (digits, limit) = (1, UInt64(10))
        while digits < 19, magnitude >= limit {
            digits += 1
            limit *= 10
        }
        return digits
    }
}
