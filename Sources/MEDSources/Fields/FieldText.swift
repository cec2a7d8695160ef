/// The text of a field. Files come in UTF-8 and, once re-saved by a spreadsheet, in Windows-1252: what is not valid UTF-8
/// is read as the latter, of which only the letters of French matter here.
extension UnsafeRawBufferPointer {
    var text: String {
        if let utf8 = String(validating: self, as: UTF8.self) { return utf8 }
        var scalars = String.UnicodeScalarView()
        for byte in self { scalars.append(Unicode.Scalar(byte)) }
        return String(scalars)
    }

    /// The text in small letters without accents, every run of anything else one space: `Unité ` is `unite`.
    var normalisedName: String {
        var name = ""
        var isSpaceDue = false
        for character in text.lowercased() {
            let letter = Self.withoutAccent[character] ?? character
            if letter.isASCII, letter.isLetter || letter.isNumber {
                if isSpaceDue, !name.isEmpty { name.append(" ") }
                name.append(letter)
                isSpaceDue = false
            } else {
                isSpaceDue = true
            }
        }
        return name
    }

    /// Whether the field states that there is no value: empty, `NA` in the portal's workbooks, `null`.
    var isGap: Bool {
        switch count {
        case 0: true
        case 2: elementsEqual("NA".utf8)
        case 4: elementsEqual("null".utf8)
        default: false
        }
    }

    /// At most 24 characters of the field, for a message; control characters become `·`.
    var excerpt: String {
        let shown = text.prefix(24).map { $0.unicodeScalars.contains { $0.value < 0x20 } ? "·" : $0 }
        return String(shown) + (text.count > 24 ? "…" : "")
    }

    /// The last four characters of what should have been a PDL, which is personal data even when damaged.
    var shortenedPDL: String { "…" + String(text.suffix(4)) }

    private static let withoutAccent: [Character: Character] = [
        "é": "e", "è": "e", "ê": "e", "ë": "e", "à": "a", "â": "a", "ä": "a", "ç": "c", "î": "i", "ï": "i", "ô": "o",
        "ö": "o", "ù": "u", "û": "u", "ü": "u",
    ]
}
