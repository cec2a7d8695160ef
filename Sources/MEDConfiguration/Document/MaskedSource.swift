import Yams

/// A YAML text in which single keys are replaced by characters of the private use area, one for one: no mark moves.
struct MaskedSource {
    private(set) var text: String
    /// The original key of each mask.
    private(set) var maskedKeys: [String: String] = [:]

    init(_ text: String) {
        self.text = text
    }

    /// Masks the key that begins at `mark`; `false` when it is not written there as it reads (escapes, an alias), or
    /// when all masks are used up.
    mutating func mask(key: String, at mark: Mark) -> Bool {
        let scalars = Array(key.unicodeScalars)
        guard !scalars.isEmpty, let character = Unicode.Scalar(0xE000 + UInt32(maskedKeys.count)),
            character.value < 0xF8FF, var index = text.index(line: mark.line, column: mark.column)
        else { return false }
        let view = text.unicodeScalars
        if index < view.endIndex, view[index] == "\"" || view[index] == "'" { index = view.index(after: index) }
        guard let end = view.index(index, offsetBy: scalars.count, limitedBy: view.endIndex),
            view[index..<end].elementsEqual(scalars)
        else { return false }
        let replacement = String(repeating: Character(character), count: scalars.count)
        text = String(text[..<index]) + replacement + String(text[end...])
        maskedKeys[replacement] = key
        return true
    }
}

extension String {
    /// The index of a mark: line and column from 1, the column in Unicode scalars, lines as libyaml breaks them.
    fileprivate func index(line: Int, column: Int) -> Index? {
        let view = unicodeScalars
        var index = view.startIndex
        var current = 1
        while current < line {
            guard index < view.endIndex else { return nil }
            let scalar = view[index]
            index = view.index(after: index)
            switch scalar {
            case "\r":
                if index < view.endIndex, view[index] == "\n" { index = view.index(after: index) }
                current += 1
            case "\n", "\u{85}", "\u{2028}", "\u{2029}":
                current += 1
            default:
                break
            }
        }
        return view.index(index, offsetBy: column - 1, limitedBy: view.endIndex)
    }
}
