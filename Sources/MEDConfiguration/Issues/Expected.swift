import MEDCore

/// What may stand somewhere, and the sentences around it.
enum Expected {
    static let section = LocalizedText(
        fr: "une section (des lignes « clé: valeur » en retrait)", en: "a section (indented lines “key: value”)")
    static let list = LocalizedText(fr: "une liste", en: "a list")
    static let text = LocalizedText(fr: "un texte", en: "a text")
    static let map = LocalizedText(fr: "des paires « nom: texte »", en: "pairs “name: text”")
    static let boolean = LocalizedText(fr: "true ou false", en: "true or false")
    static let port = LocalizedText(fr: "un port, de 1 à 65535", en: "a port, 1 to 65535")
    static let host = LocalizedText(
        fr: "un nom d'hôte ou une adresse, par exemple « localhost »",
        en: "a host name or an address such as “localhost”")
    static let url = LocalizedText(
        fr: "une URL complète qui commence par http:// ou https://",
        en: "a complete URL that begins with http:// or https://")
    static let file = LocalizedText(fr: "le chemin d'un fichier lisible", en: "the path of a readable file")
    static let date = LocalizedText(fr: "une date AAAA-MM-JJ", en: "a date YYYY-MM-DD")
    static let start = LocalizedText(
        fr: "all (tout), now (à partir de maintenant) ou une date AAAA-MM-JJ", en: "all, now or a date YYYY-MM-DD")
    static let secret = LocalizedText(fr: "un texte entre guillemets", en: "a text in quotes")
    static let listenAddress = LocalizedText(
        fr: "une adresse et un port, par exemple « 127.0.0.1:8080 »",
        en: "an address and a port such as “127.0.0.1:8080”")
    static let databaseURL = LocalizedText(
        fr: "« sqlite:///chemin/absolu.sqlite », « sqlite:chemin/relatif.sqlite » ou « postgresql://… »",
        en: "“sqlite:///absolute/path.sqlite”, “sqlite:relative/path.sqlite” or “postgresql://…”")
    static let pdl = LocalizedText(
        fr: "un PDL : 14 chiffres entre guillemets", en: "a PDL: 14 digits in quotes")
    static let offPeak = LocalizedText(
        fr: "les heures creuses du contrat, par exemple « HC (22H30-6H30) »",
        en: "the contract's off-peak hours such as “HC (22H30-6H30)”")
    static let monthDay = LocalizedText(
        fr: "une date de l'année MM-JJ, par exemple « 04-01 »", en: "a date of the year MM-DD such as “04-01”")
    static let holidays = LocalizedText(fr: "true, false ou alsace-moselle", en: "true, false or alsace-moselle")
    static let price = LocalizedText(
        fr: "un prix TTC en euros par kWh, avec un point, par exemple 0.2068",
        en: "a price in euros per kWh, VAT included, with a point, such as 0.2068")
    static let subscription = LocalizedText(
        fr: "l'abonnement TTC en euros par mois, avec un point, par exemple 15.47",
        en: "the subscription in euros a month, VAT included, with a point, such as 15.47")
    static let instanceName = LocalizedText(
        fr: "un nom de 1 à 32 lettres sans accent, chiffres, « - » ou « _ »",
        en: "a name of 1 to 32 letters without accents, digits, “-” or “_”")

    static func integer(_ bounds: ClosedRange<Int>) -> LocalizedText {
        if bounds.upperBound == .max {
            if bounds.lowerBound == .min { return LocalizedText(fr: "un nombre entier", en: "a whole number") }
            return LocalizedText(
                fr: "un nombre entier à partir de \(bounds.lowerBound)",
                en: "a whole number from \(bounds.lowerBound) on")
        }
        return LocalizedText(
            fr: "un nombre entier de \(bounds.lowerBound) à \(bounds.upperBound)",
            en: "a whole number, \(bounds.lowerBound) to \(bounds.upperBound)")
    }

    static func choice(_ choices: [String]) -> LocalizedText {
        let list = choices.joined(separator: ", ")
        return LocalizedText(fr: "l'un de : \(list)", en: "one of: \(list)")
    }

    static let exporterIsMissing = LocalizedText(
        fr: "cet exporteur est activé, mais ce programme ne le contient pas ; la section est ignorée",
        en: "this exporter is enabled, but this program does not contain it; the section is ignored")

    static func unknownKey(_ key: String?, nearest: String?) -> LocalizedText {
        guard let key else {
            return LocalizedText(
                fr: "clé inconnue ; elle est ignorée (manque-t-il « : » ou une virgule ?)",
                en: "unknown key; it is ignored (is a “:” or a comma missing?)")
        }
        let shown = key.withoutControlCharacters
        guard let nearest else {
            return LocalizedText(
                fr: "clé inconnue « \(shown) » ; elle est ignorée", en: "unknown key “\(shown)”; it is ignored")
        }
        return LocalizedText(
            fr: "clé inconnue « \(shown) », vouliez-vous dire « \(nearest) » ?",
            en: "unknown key “\(shown)”, did you mean “\(nearest)”?")
    }

    static func unknownVariable(nearest: String) -> LocalizedText {
        LocalizedText(
            fr: "variable d'environnement inconnue, vouliez-vous dire « \(nearest) » ?",
            en: "unknown environment variable, did you mean “\(nearest)”?")
    }
}

extension Unicode.Scalar.Properties {
    /// Whether the scalar is a control or format character, which a terminal or a page would obey.
    var isControl: Bool { generalCategory == .control || generalCategory == .format }
}

extension String {
    /// What may be printed of a text that anyone wrote.
    var withoutControlCharacters: String {
        String(UnicodeScalarView(unicodeScalars.filter { !$0.properties.isControl }))
    }
}

extension LocalizedText {
    /// `attendu …`, with what was read when that may be shown, and the remedy when it is not evident.
    func asMessage(read: String?, hint: LocalizedText? = nil) -> LocalizedText {
        var french = "attendu \(self.french)"
        var english = "expected \(self.english)"
        if let read {
            french += ", lu « \(read) »"
            english += ", read “\(read)”"
        }
        if let hint {
            french += " ; \(hint.french)"
            english += "; \(hint.english)"
        }
        return LocalizedText(fr: french, en: english)
    }

    var asMessage: LocalizedText { asMessage(read: nil) }
}
