import ArgumentParser

// The words of `--help`. Its headings are the parser's own and stay English.

extension String {
    /// The text in the household's language.
    init(fr french: String, en english: String) {
        self = Console.standard.text(fr: french, en: english)
    }
}

extension ArgumentHelp {
    init(fr french: String, en english: String, valueName: String? = nil) {
        self.init(String(fr: french, en: english), valueName: valueName)
    }
}

extension ValidationError {
    init(fr french: String, en english: String) {
        self.init(String(fr: french, en: english))
    }
}
