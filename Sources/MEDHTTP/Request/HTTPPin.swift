/// The public key a server must have: the SHA-256 of its SubjectPublicKeyInfo (RFC 7469's pin).
///
///     openssl x509 -in server.crt -pubkey -noout | openssl pkey -pubin -outform der | openssl dgst -sha256 -binary | base64
public struct HTTPPin: Sendable, Hashable, CustomStringConvertible {
    /// The 32 bytes of the hash.
    public let sha256: [UInt8]

    /// A pin of its bytes; nil: they are not 32.
    public init?(sha256: [UInt8]) {
        guard sha256.count == 32 else { return nil }
        self.sha256 = sha256
    }

    /// A pin in base64 (`sha256//…` or without that prefix), or in hexadecimal with or without colons.
    ///
    /// - Returns: nil when it is none of them: a mistyped pin must not become a weaker check.
    public init?(_ text: String) {
        let body = text.hasPrefix("sha256//") ? text.dropFirst(8) : text[...]
        let digits = body.filter { $0 != ":" }
        if digits.utf8.count == 64 {
            let values = digits.compactMap(\.hexDigitValue)
            guard values.count == 64 else { return nil }
            self.init(sha256: stride(from: 0, to: 64, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) })
        } else {
            guard let bytes = Base64.decoded(body) else { return nil }
            self.init(sha256: bytes)
        }
    }

    /// `sha256//` and base64, as curl writes pins.
    public var description: String { "sha256//" + Base64.encoded(sha256) }
}
