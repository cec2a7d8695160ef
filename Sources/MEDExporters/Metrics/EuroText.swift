import MEDCore

/// An amount in euros, exact to the millionth: `1.2345`, zeros at the end dropped.
struct EuroText: CustomStringConvertible {
    let description: String

    init(_ cost: Cost) {
        let magnitude = cost.microEuros.magnitude
        var fraction = String(magnitude % 1_000_000)
        fraction = String(repeating: "0", count: 6 - fraction.count) + fraction
        while fraction.last == "0" { fraction.removeLast() }
        let sign = cost.microEuros < 0 ? "-" : ""
        description = sign + String(magnitude / 1_000_000) + (fraction.isEmpty ? "" : "." + fraction)
    }
}
