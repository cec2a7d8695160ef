import Foundation

/// How far a proof goes: its full counts with `MED_PROOF=full` (`make proof`), a scaled-down run otherwise.
enum Proof {
    static let isFull = ProcessInfo.processInfo.environment["MED_PROOF"] == "full"

    static func count(full: Int, scaled: Int) -> Int { isFull ? full : scaled }

    /// Prints a figure of a proof, so that a closing note can quote it.
    static func print(_ line: String) {
        FileHandle.standardOutput.write(Data("proof: \(line)\n".utf8))
    }
}
