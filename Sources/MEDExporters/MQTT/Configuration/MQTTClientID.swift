import MEDCore

/// Client identifiers: at most 23 letters and digits, which is what MQTT 3.1.1 (section 3.1.3.1) lets every broker take.
enum MQTTClientID {
    /// 19 characters that another installation, or another instance of this one, does not have.
    static func derived(installationID: String, instance: InstanceID) -> String {
        // FNV-1a, 64 bits: stable over versions and machines, unlike Swift's hash values.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in "\(installationID)/\(instance)".utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        }
        return "med" + hexadecimal(hash, digits: 16)
    }

    /// The identifier of a short connection beside the one that stays.
    static func passing(_ clientID: String) -> String {
        clientID + hexadecimal(UInt64.random(in: 0..<0x10000), digits: 4)
    }

    private static func hexadecimal(_ value: UInt64, digits: Int) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: digits - text.count) + text
    }
}
