import CCrypto
import FoundationEssentials
import MEDCore

/// Signs as Standard Webhooks 1.0 says (section "Signature scheme"): HMAC-SHA256 over `id.timestamp.body`, a signature per
/// secret, so that a receiver may change its secret before or after us.
struct WebhookSigner: Sendable, CustomStringConvertible, CustomReflectable {
    private let keys: [[UInt8]]

    /// `•••`.
    var description: String { "•••" }
    /// Nothing to reflect.
    var customMirror: Mirror { Mirror(self, children: []) }

    /// A signer; `nil` without a secret.
    ///
    /// - Throws: `ExporterFault.blocked` for what is no secret of Standard Webhooks: it must not become a weak key.
    init?(_ secrets: [(field: String, secret: Secret)]) throws(ExporterFault) {
        var keys: [[UInt8]] = []
        for (field, secret) in secrets {
            guard let key = Self.key(secret.reveal()) else {
                throw .blocked(
                    cause: LocalizedText(
                        fr: "\(field) doit être whsec_ suivi de 24 à 64 octets en base64, par exemple "
                            + "whsec_$(openssl rand -base64 32).",
                        en: "\(field) has to be whsec_ followed by 24 to 64 bytes in base64, such as "
                            + "whsec_$(openssl rand -base64 32)."))
            }
            keys.append(key)
        }
        if keys.isEmpty { return nil }
        self.keys = keys
    }

    /// The value of `webhook-signature`: `v1,…`, one per secret with a space between them.
    func signatures(id: String, timestamp: Int64, body: [UInt8]) -> String {
        let content = Array("\(id).\(timestamp).".utf8) + body
        return keys.map { "v1," + Data(Self.hmac(content, key: $0)).base64EncodedString() }.joined(separator: " ")
    }

    /// The reference implementations take a secret without its prefix, too.
    private static func key(_ text: String) -> [UInt8]? {
        let encoded = text.hasPrefix("whsec_") ? String(text.dropFirst(6)) : text
        guard let key = Data(base64Encoded: encoded), (24...64).contains(key.count) else { return nil }
        return Array(key)
    }

    private static func hmac(_ content: [UInt8], key: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { digest, count in
            var length: UInt32 = 0
            // As a digest: memory into memory.
            let result = HMAC(
                EVP_sha256(), key, CInt(key.count), content, content.count, digest.baseAddress, &length)
            precondition(result != nil && length == 32, "libcrypto cannot compute HMAC-SHA256")
            count = 32
        }
    }
}
