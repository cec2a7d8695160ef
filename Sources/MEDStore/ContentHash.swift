internal import CCrypto

/// The first 16 bytes of a SHA-256: whether a document or a current state has changed.
public struct ContentHash: Hashable, Sendable {
    /// 16 bytes.
    public let bytes: [UInt8]

    /// The hash of `content`.
    public init(of content: [UInt8]) {
        bytes = [UInt8](unsafeUninitializedCapacity: 32) { digest, count in
            var length: UInt32 = 0
            // A one-shot digest of memory into memory fails only when OpenSSL itself is broken.
            let status = EVP_Digest(content, content.count, digest.baseAddress, &length, EVP_sha256(), nil)
            precondition(status == 1 && length == 32, "libcrypto cannot compute SHA-256")
            count = 16
        }
    }

    /// A hash as it was stored; `nil` unless it has 16 bytes.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        self.bytes = Array(bytes)
    }
}
