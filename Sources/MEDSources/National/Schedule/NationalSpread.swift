import MEDCore

/// Numbers that differ between installations and stay the same for one: what keeps a million of them from calling in
/// the same second.
struct NationalSpread: Hashable, Sendable {
    let seed: UInt64

    /// A number below `bound`, evenly spread over the seeds and unrelated from one `purpose` to another.
    func offset(below bound: Int, purpose: UInt64) -> Int {
        // SplitMix64's finaliser (Steele, Lea, Flood, 2014): neighbouring seeds give unrelated numbers.
        var mixed = seed &+ (purpose &+ 1) &* 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        mixed ^= mixed >> 31
        return Int(mixed % UInt64(max(bound, 1)))
    }
}
