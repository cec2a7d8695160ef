/// Whether a key of the file may be shown.
///
/// Where a colon or a comma is missing, a password or a URL with one becomes a key: only what is written like a key is
/// quoted, the line and column say the rest.
enum KeyName {
    /// `key` when it consists of lower-case letters, `_` and `-`; `…` otherwise.
    static func shown(_ key: String) -> String {
        isOrdinary(key) ? key : "…"
    }

    static func isOrdinary(_ key: String) -> Bool {
        (1...40).contains(key.unicodeScalars.count)
            && key.unicodeScalars.allSatisfy { $0.properties.isLowercase || $0 == "_" || $0 == "-" || $0 == "<" }
    }
}
