/// Numbers that look random and are a pure function of what they are asked for (SplitMix64's finaliser).
enum FakeNoise {
    static func mix(_ value: UInt64) -> UInt64 {
        var mixed = value &+ 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    static func number(_ seed: UInt64, _ index: Int64) -> UInt64 {
        mix(seed ^ mix(UInt64(bitPattern: index)))
    }

    /// A seed of its own for a text (FNV-1a).
    static func seed(_ seed: UInt64, _ text: String) -> UInt64 {
        text.utf8.reduce(mix(seed) ^ 0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }
}
