import FoundationEssentials
import MEDCore

/// The readable part of a JWT (RFC 7519): what Conso API's keys are. The signature is the gateway's business.
struct JSONWebToken {
    /// `exp`.
    let expires: UTCInstant?
    /// The meters in `sub`; `nil` when it names none.
    let meters: Set<PDL>?

    /// `nil` when the token is no JWT.
    init?(_ token: Secret) {
        let parts = token.reveal().split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        var base64 = String(parts[1].replacing("-", with: "+").replacing("_", with: "/"))
        while base64.utf8.count % 4 != 0 { base64 += "=" }
        guard let data = Data(base64Encoded: base64), let tree = JSONTree(Array(data)), case .object = tree else {
            return nil
        }
        let seconds = tree["exp"]?.string.flatMap { Int64($0) }
        // Up to the year 9999.
        expires = seconds.flatMap { (0...253_402_300_799).contains($0) ? UTCInstant(secondsSinceEpoch: $0) : nil }
        let subjects = tree["sub"]?.elements ?? [tree["sub"] ?? .null]
        let named = Set(subjects.compactMap(\.string).compactMap { PDL($0) })
        meters = named.isEmpty ? nil : named
    }
}
