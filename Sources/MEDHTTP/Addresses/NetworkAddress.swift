import Glibc

/// An IPv4 or IPv6 address as its bytes, in network order.
struct NetworkAddress: Hashable, Sendable {
    /// 4 or 16.
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// - Returns: nil for other families than IPv4 and IPv6.
    init?(_ address: UnsafePointer<sockaddr>) {
        let raw = UnsafeRawPointer(address)
        switch CInt(address.pointee.sa_family) {
        case AF_INET:
            let address = raw.loadUnaligned(as: sockaddr_in.self).sin_addr
            bytes = withUnsafeBytes(of: address) { Array($0) }
        case AF_INET6:
            let address = raw.loadUnaligned(as: sockaddr_in6.self).sin6_addr
            bytes = withUnsafeBytes(of: address) { Array($0) }
        default: return nil
        }
    }

    /// Whether its first `length` bits are those of `prefix`.
    func hasPrefix(_ prefix: [UInt8], _ length: Int) -> Bool {
        let whole = length / 8
        guard bytes.prefix(whole).elementsEqual(prefix.prefix(whole)) else { return false }
        guard length % 8 > 0 else { return true }
        let mask = UInt8(truncatingIfNeeded: 0xFF << (8 - length % 8))
        return bytes[whole] & mask == prefix[whole] & mask
    }

    /// The IPv4 address inside an IPv6 one of a transition format.
    var embedded: NetworkAddress? {
        guard bytes.count == 16 else { return nil }
        let zeros = [UInt8](repeating: 0, count: 16)
        // RFC 4291 §2.5.5.2 (::ffff:0:0/96), RFC 6052 (64:ff9b::/96), RFC 4291 §2.5.5.1 (::/96), RFC 2765 (::ffff:0:0:0/96).
        let isMapped = hasPrefix(zeros.prefix(10) + [0xFF, 0xFF], 96)
        let isNAT64 = hasPrefix([0x00, 0x64, 0xFF, 0x9B] + zeros.prefix(8), 96)
        let isTranslated = hasPrefix(zeros.prefix(8) + [0xFF, 0xFF, 0, 0], 96)
        // :: and ::1 are addresses of their own.
        let isCompatible = hasPrefix(zeros, 96) && (bytes[12] != 0 || bytes[13] != 0)
        if isMapped || isNAT64 || isTranslated || isCompatible { return NetworkAddress(Array(bytes[12...])) }
        // RFC 3056: 6to4.
        if hasPrefix([0x20, 0x02], 16) { return NetworkAddress(Array(bytes[2..<6])) }
        // RFC 4380: Teredo, with its bits inverted.
        if hasPrefix([0x20, 0x01, 0, 0], 32) { return NetworkAddress(bytes[12...].map { ~$0 }) }
        return nil
    }
}

extension NetworkAddress: CustomStringConvertible {
    /// As `inet_ntop` writes it.
    var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let family = bytes.count == 4 ? AF_INET : AF_INET6
        guard inet_ntop(family, bytes, &text, socklen_t(text.count)) != nil else { return "?" }
        return text.withUnsafeBufferPointer { buffer in
            // inet_ntop ends it with a zero within the buffer.
            String(cString: buffer.baseAddress!)
        }
    }
}
