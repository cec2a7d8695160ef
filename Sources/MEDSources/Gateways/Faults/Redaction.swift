import MEDCore

/// Takes secrets and meter numbers out of what a server wrote, before a household or a log sees it.
struct Redaction: Sendable {
    private let token: Secret

    /// Shorter, it would be found in every other word.
    private static let shortestToken = 4
    /// Runs of letters and digits of this length are keys, or parts of keys, or of no use to a reader.
    private static let longestWord = 24

    init(_ token: Secret) {
        self.token = token
    }

    /// `text` in one line, without the token, without anything that looks like a key, meters shortened.
    func callAsFunction(_ text: String) -> String {
        var text = String(text.prefix(4_096))
        let secret = token.reveal()
        if !secret.isEmpty {
            guard secret.count >= Self.shortestToken else { return "" }
            text = text.replacing(secret, with: token.description)
        }
        var shown = ""
        var word = ""
        func flush() {
            shown += word.count >= Self.longestWord && word.contains(where: \.isNumber) ? token.description : word
            word = ""
        }
        for character in text {
            if character.isASCII, character.isLetter || character.isNumber || "-_+=".contains(character) {
                word.append(character)
                continue
            }
            flush()
            let isSpace = character.isWhitespace || character.unicodeScalars.contains { $0.value < 0x20 }
            if !isSpace {
                shown.append(character)
            } else if shown.last != " ", !shown.isEmpty {
                shown.append(" ")
            }
        }
        flush()
        return PDL.shortening(in: shown)
    }

    /// At most `limit` characters of it.
    func excerpt(_ text: String, limit: Int = 24) -> String {
        let shown = self(text)
        return shown.count > limit ? shown.prefix(limit) + "…" : shown
    }
}
