/// The words of a name without case, accents and punctuation: `Conso. journalière (HC)` is `conso journaliere hc`.
struct JeedomWords {
    let words: [String]

    init(_ name: String) {
        var word = ""
        var words: [String] = []
        var wasLower = false
        for scalar in name.unicodeScalars {
            // `consoJour` is two words.
            if scalar.properties.isUppercase, wasLower {
                words.append(word)
                word = ""
            }
            wasLower = scalar.properties.isLowercase
            if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                word += Self.plain(scalar)
            } else if !word.isEmpty {
                words.append(word)
                word = ""
            }
        }
        if !word.isEmpty { words.append(word) }
        self.words = words
    }

    /// Whether a word is, or begins with, one of these.
    func has(_ beginnings: String...) -> Bool { has(beginnings) }

    func has(_ beginnings: [String]) -> Bool {
        words.contains { word in beginnings.contains { word.hasPrefix($0) } }
    }

    /// Whether one of these is a word of its own.
    func isOne(of exact: String...) -> Bool { words.contains { exact.contains($0) } }

    private static func plain(_ scalar: Unicode.Scalar) -> String {
        switch scalar.properties.lowercaseMapping {
        case "à", "â", "ä": "a"
        case "ç": "c"
        case "é", "è", "ê", "ë": "e"
        case "î", "ï": "i"
        case "ô", "ö": "o"
        case "ù", "û", "ü": "u"
        case "œ": "oe"
        case let lower: lower
        }
    }
}
