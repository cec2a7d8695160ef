import MEDCore

/// The token of `server.token`, as `Authorization: Bearer` (RFC 6750).
struct BearerToken: Sendable {
    private let expected: Secret

    init(_ token: Secret) {
        expected = token
    }

    /// Whether a field shows it. How long that takes says nothing about how much of it was right.
    func accepts(_ field: String?) -> Bool {
        let parts = (field ?? "").split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return false }
        let shown = Array(parts[1].drop { $0 == " " }.utf8)
        let expected = Array(expected.reveal().utf8)
        var difference = shown.count ^ expected.count
        for index in expected.indices {
            difference |= Int(expected[index] ^ (index < shown.count ? shown[index] : 0))
        }
        return difference == 0
    }
}
