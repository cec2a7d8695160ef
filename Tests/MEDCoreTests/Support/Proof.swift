import Foundation
import MEDTesting

/// How far a property is tried: the full count with `MED_PROOF=full` (`make proof`), fewer cases otherwise.
enum Proof {
    static let isFull = ProcessInfo.processInfo.environment["MED_PROOF"] == "full"

    static func cases(full: Int, otherwise: Int) -> Int { isFull ? full : otherwise }

    /// A seed that `MED_SEED` repeats.
    static func generator() -> SeededGenerator {
        let seed = ProcessInfo.processInfo.environment["MED_SEED"].flatMap(UInt64.init)
        return SeededGenerator(seed: seed ?? .random(in: 0...UInt64.max))
    }
}
