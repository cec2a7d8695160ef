/// A horizontal bar of blocks, for shares that are easier seen than read.
enum Bar {
    static func text(_ part: Int, of whole: Int, width: Int = 20) -> String {
        guard whole > 0 else { return String(repeating: "░", count: width) }
        let filled = min(width, width * part / whole)
        return String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    }
}
