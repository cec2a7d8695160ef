import MEDCore

/// The messages of ``EnedisFileError``: what is wrong and what to do; the place is put before them.
extension LocalizedText {
    private static let exportAgain = LocalizedText(
        fr: "Téléchargez de nouveau le fichier depuis votre espace client Enedis.",
        en: "Download the file again from your Enedis customer account.")

    static func notReadable(_ reason: String) -> LocalizedText {
        LocalizedText(
            fr: "impossible de lire le fichier (\(reason)). Vérifiez le chemin et les droits.",
            en: "cannot read the file (\(reason)). Check the path and the permissions.")
    }

    static func notAFile(isDirectory: Bool) -> LocalizedText {
        isDirectory
            ? LocalizedText(
                fr: "c’est un dossier. Indiquez le fichier CSV qu’il contient.",
                en: "this is a directory. Name the CSV file inside it.")
            : LocalizedText(
                fr: "ce n’est pas un fichier ordinaire. Indiquez un fichier CSV.",
                en: "this is not a regular file. Name a CSV file.")
    }

    static let tooLarge = LocalizedText(
        fr: "plus de 256 Mio : trop grand pour un export Enedis. Vérifiez que c’est le bon fichier.",
        en: "more than 256 MiB: too large for an Enedis export. Check that this is the right file.")

    static let empty = LocalizedText(fr: "le fichier est vide.", en: "the file is empty.", advised: exportAgain)

    static let oldWorkbook = LocalizedText(
        fr: "c’est un ancien classeur XLS, ou un classeur protégé par un mot de passe. Ouvrez-le dans un tableur et "
            + "enregistrez-le en XLSX sans mot de passe.",
        en: "this is an old XLS workbook, or one that a password protects. Open it in a spreadsheet and save it as "
            + "XLSX without a password.")

    static let notAWorkbook = LocalizedText(
        fr: "c’est une archive ZIP, et non un classeur XLSX. Décompressez-la et importez les fichiers "
            + "qu’elle contient.",
        en: "this is a ZIP archive, and no XLSX workbook. Unpack it and import the files inside it.")

    static let damagedWorkbook = LocalizedText(
        fr: "le classeur XLSX est coupé ou abîmé.", en: "the XLSX workbook is cut or damaged.", advised: exportAgain)

    static let protectedWorkbook = LocalizedText(
        fr: "le classeur XLSX est protégé par un mot de passe. Enregistrez-le sans mot de passe.",
        en: "a password protects the XLSX workbook. Save it without one.")

    static let workbookTooLarge = LocalizedText(
        fr: "le classeur XLSX se décompresse au-delà de ce qu’un export Enedis peut contenir. "
            + "Vérifiez que c’est le bon fichier.",
        en: "the XLSX workbook unpacks to more than an Enedis export can hold. Check that this is the right file.")

    static let notAPortalWorkbook = LocalizedText(
        fr: "aucune feuille de ce classeur n’est un export d’Enedis : ni « Début | Fin | Valeur (en kW) », "
            + "ni « Date | Valeur (en kWh) ».",
        en: "no sheet of this workbook is an export of Enedis: neither “Début | Fin | Valeur (en kW)”, "
            + "nor “Date | Valeur (en kWh)”.",
        advised: exportAgain)

    static let notText = LocalizedText(
        fr: "ce n’est pas un texte.", en: "this is not a text.", advised: exportAgain)

    static let webPage = LocalizedText(
        fr: "c’est une page web, sans doute la page de connexion.", en: "this is a web page, probably the login page.",
        advised: exportAgain)

    static let notAnEnedisFile = LocalizedText(
        fr: "ce n’est pas un export d’Enedis ou d’EDF : ni « Identifiant PRM », ni « Date de la mesure », "
            + "ni « debut;fin;kW », ni « Récapitulatif de mes puissances atteintes », ni une ligne « horodate;valeur ».",
        en: "this is not an export of Enedis or EDF: neither “Identifiant PRM”, nor “Date de la mesure”, "
            + "nor “debut;fin;kW”, nor “Récapitulatif de mes puissances atteintes”, nor a line “stamp;value”.",
        advised: exportAgain)

    static func unsupported(_ layout: String) -> LocalizedText {
        LocalizedText(
            fr: "ce relevé de \(layout) n’est pas lu : seul « Récapitulatif de mes puissances atteintes en W » l’est. "
                + "Téléchargez la courbe de charge ou les index depuis votre espace client Enedis.",
            en: "this export of \(layout) is not read: only “Récapitulatif de mes puissances atteintes en W” is. "
                + "Download the load curve or the indexes from your Enedis customer account.")
    }

    static let truncatedHeader = LocalizedText(
        fr: "l’en-tête n’est pas suivi de sa ligne de valeurs : le fichier est coupé.",
        en: "the header is not followed by its line of values: the file is cut.", advised: exportAgain)

    static let noPDL = LocalizedText(
        fr: "le fichier ne nomme pas de point de livraison. Indiquez le PDL de 14 chiffres avec le fichier.",
        en: "the file names no delivery point. Give the PDL of 14 digits along with the file.")

    static func invalidPDL(_ excerpt: String, count: Int) -> LocalizedText {
        LocalizedText(
            fr: "« \(excerpt) » n’est pas un point de livraison : \(count) caractères au lieu de 14 chiffres. "
                + "Un tableur a pu retirer des zéros : reprenez le fichier d’origine.",
            en: "“\(excerpt)” is not a delivery point: \(count) characters instead of 14 digits. "
                + "A spreadsheet may have dropped zeros: use the original file.")
    }

    static func unknownUnit(_ unit: String) -> LocalizedText {
        LocalizedText(
            fr: unit.isEmpty
                ? "l’unité manque." : "l’unité « \(unit) » n’est pas attendue ici (W, kW, Wh, kWh, VA, kVA).",
            en: unit.isEmpty
                ? "the unit is missing." : "the unit “\(unit)” is not expected here (W, kW, Wh, kWh, VA, kVA).",
            advised: exportAgain)
    }

    static func unknownStep(_ step: String) -> LocalizedText {
        LocalizedText(
            fr: "le pas « \(step) » n’est pas attendu ici (10, 15, 20, 30 ou 60 minutes pour une puissance).",
            en: "the step “\(step)” is not expected here (10, 15, 20, 30 or 60 minutes for a power).",
            advised: exportAgain)
    }

    static let fractionWithoutUnit = LocalizedText(
        fr: "valeur décimale dans un fichier sans unité : des W ou des kW ? Reprenez le fichier avec son en-tête.",
        en: "decimal value in a file without a unit: W or kW? Use the file with its header.")

    static func unknownDirection(_ text: String) -> LocalizedText {
        LocalizedText(
            fr: "la grandeur métier « \(text) » n’est ni une consommation ni une production. "
                + "Indiquez le sens avec le fichier.",
            en: "the “Grandeur metier” “\(text)” is neither a consumption nor a production. "
                + "Give the direction along with the file.")
    }

    private init(fr: String, en: String, advised advice: LocalizedText) {
        self.init(fr: "\(fr) \(advice.french)", en: "\(en) \(advice.english)")
    }
}
