extension PDL {
    /// `text` with every run of exactly 14 digits shortened as in `description`: the portal names its files after the
    /// meter, and topics hold it.
    public static func shortening(in text: String) -> String {
        var shortened = ""
        var digits = ""
        func flush() {
            shortened += PDL(digits)?.description ?? digits
            digits = ""
        }
        for character in text {
            if character.isASCII, character.isNumber {
                digits.append(character)
            } else {
                flush()
                shortened.append(character)
            }
        }
        flush()
        return shortened
    }
}
