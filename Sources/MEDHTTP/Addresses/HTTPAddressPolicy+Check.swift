extension HTTPAddressPolicy {
    private struct Block {
        let prefix: [UInt8]
        let length: Int
        init(_ prefix: [UInt8], _ length: Int) {
            // Padded, so that a prefix that is not whole bytes can be compared.
            self.prefix = prefix + [UInt8](repeating: 0, count: 16 - prefix.count)
            self.length = length
        }
    }

    /// IANA's special-purpose registries and the metadata services of the large clouds. Refused by every policy.
    private static let refusedIPv4 = [
        Block([0], 8), Block([169, 254], 16), Block([224], 4), Block([240], 4),
        // Metadata: Alibaba, Oracle.
        Block([100, 100, 100, 200], 32), Block([192, 0, 0, 192], 32),
    ]
    private static let refusedIPv6 = [
        Block([], 128), Block([0xFE, 0x80], 10), Block([0xFF], 8),
        // NAT64 with a local prefix: where the IPv4 address stands in it is not known (RFC 8215).
        Block([0x00, 0x64, 0xFF, 0x9B, 0x00, 0x01], 48),
        // Metadata: Amazon, Google.
        Block([0xFD, 0x00, 0x0E, 0xC2], 32),
        Block([0xFD, 0x20, 0x00, 0xCE], 32),
    ]
    private static let localIPv4 = [
        Block([10], 8), Block([127], 8), Block([172, 16], 12), Block([192, 168], 16), Block([100, 64], 10),
        Block([192, 0, 0], 24), Block([192, 0, 2], 24), Block([192, 88, 99], 24), Block([198, 18], 15),
        Block([198, 51, 100], 24), Block([203, 0, 113], 24),
    ]
    /// Within 2000::/3; everything outside of it is not public either.
    private static let localIPv6 = [
        Block([0x20, 0x01, 0x00], 23), Block([0x20, 0x01, 0x0D, 0xB8], 32), Block([0x3F, 0xFF, 0x00], 20),
    ]

    /// Whether the policy lets a request connect to the address.
    func allows(_ address: NetworkAddress) -> Bool {
        // The address in a tunnel or a translation is where the request arrives.
        if let embedded = address.embedded { return allows(embedded) }
        func isIn(_ blocks: [Block]) -> Bool { blocks.contains { address.hasPrefix($0.prefix, $0.length) } }
        if address.bytes.count == 4 {
            return !isIn(Self.refusedIPv4) && (self == .lanAllowed || !isIn(Self.localIPv4))
        }
        if isIn(Self.refusedIPv6) { return false }
        return self == .lanAllowed || address.hasPrefix([0x20], 3) && !isIn(Self.localIPv6)
    }
}
