import MEDCore

/// Amounts as a household of a language writes them: 1234.567 or 1234,567; `—` for what is unknown.
struct Amounts {
    /// What stands where nothing is known.
    static let unknown = "—"
    let language: Language

    /// kWh, rounded half to even to Wh.
    func kilowattHours(_ energy: Energy?) -> String {
        energy.map { decimal($0.roundedWattHours, digits: 3) } ?? Self.unknown
    }

    /// Euros, rounded half to even to cents.
    func euros(_ cost: Cost?) -> String {
        guard let cost else { return Self.unknown }
        let (cents, rest) = cost.microEuros.magnitude.quotientAndRemainder(dividingBy: 10_000)
        let isUp = rest > 5_000 || (rest == 5_000 && cents % 2 == 1)
        let rounded = Int64(cents) + (isUp ? 1 : 0)
        return decimal(cost.microEuros < 0 ? -rounded : rounded, digits: 2)
    }

    private func decimal(_ value: Int64, digits: Int) -> String {
        let text = String(value.magnitude)
        let padded = String(repeating: "0", count: max(0, digits + 1 - text.count)) + text
        let mark = language == .french ? "," : "."
        return (value < 0 ? "-" : "") + padded.dropLast(digits) + mark + padded.suffix(digits)
    }
}

extension String {
    /// With spaces behind it, `width` characters wide.
    func leading(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }

    /// With spaces before it, `width` characters wide.
    func trailing(_ width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }

    /// Without the spaces at its end.
    var trimmed: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
