import MEDCore

/// Amounts of money as config.yaml writes them: euros with a point, at most six decimals, never through a binary fraction.
enum EuroText {
    /// The amount of `0.2068`; `nil` for anything else, and above `limit` euros.
    static func cost(of text: String, upTo limit: Int64) -> Cost? {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let fraction = parts.count == 2 ? parts[1] : "0"
        guard let whole = digits(parts[0]), parts[0].utf8.count <= 6, let decimals = digits(fraction),
            fraction.utf8.count <= 6
        else { return nil }
        let scale = (fraction.utf8.count..<6).reduce(Int64(1)) { scale, _ in scale * 10 }
        let amount = whole * 1_000_000 + decimals * scale
        return amount <= limit * 1_000_000 ? Cost(microEuros: amount) : nil
    }

    private static func digits(_ text: Substring) -> Int64? {
        text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ? Int64(text) : nil
    }
}
