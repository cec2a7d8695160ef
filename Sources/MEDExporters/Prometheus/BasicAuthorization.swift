import FoundationEssentials
import MEDCore

/// The one user name and password that are let in (RFC 7617).
struct BasicAuthorization: Sendable {
    private let expected: Secret

    init(user: String, password: Secret) {
        expected = Secret(Data("\(user):\(password.reveal())".utf8).base64EncodedString())
    }

    /// Whether an `Authorization` field shows them. How long that takes says nothing about how much of it was right.
    func accepts(_ field: String?) -> Bool {
        let parts = (field ?? "").split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "basic" else { return false }
        let shown = Array(parts[1].drop { $0 == " " }.utf8)
        let expected = Array(expected.reveal().utf8)
        var difference = shown.count ^ expected.count
        for index in expected.indices {
            difference |= Int(expected[index] ^ (index < shown.count ? shown[index] : 0))
        }
        return difference == 0
    }
}
