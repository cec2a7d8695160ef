import CCrypto
import MEDCore

/// What a receiver tells a repetition by: `webhook-id` of Standard Webhooks, and `Idempotency-Key`.
enum WebhookID {
    /// The same for every attempt to send one version of a record from one instance, another for every other version: a
    /// value that returns to an earlier one is news, so that the moment at which it entered the store counts.
    ///
    /// 36 characters without a full stop, which the signature uses as a separator.
    static func of(_ record: WebhookRecord, instance: InstanceID) -> String {
        let key = record.key
        var content = Array(
            "\(instance)\u{0}\(key.stream.storageName)\u{0}\(key.series.rawValue)\u{0}\(key.day)\u{0}".utf8)
        content.append(contentsOf: "\(record.revision)\u{0}\(record.recordedAt)\u{0}".utf8)
        record.appendCanonicalForm(to: &content)
        return "msg_" + hexadecimal(sha256(content).prefix(16))
    }

    /// That of a test event.
    static func ofTest(at now: UTCInstant, instance: InstanceID) -> String {
        "msg_" + hexadecimal(sha256(Array("test\u{0}\(instance)\u{0}\(now)".utf8)).prefix(16))
    }

    private static func sha256(_ content: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { digest, count in
            var length: UInt32 = 0
            // A one-shot digest of memory into memory fails only when OpenSSL itself is broken.
            let status = EVP_Digest(content, content.count, digest.baseAddress, &length, EVP_sha256(), nil)
            precondition(status == 1 && length == 32, "libcrypto cannot compute SHA-256")
            count = 32
        }
    }

    private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
