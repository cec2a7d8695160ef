import MEDCore

/// Why a line of a file, or a point of an answer, was not used.
enum LineFault {
    case stamp(String)
    case skippedHour(String)
    case fractionOfMinute(String)
    case offGrid(String)
    case notMidnight(String)
    case value(String)
    case missingValue
    case negativeValue(String)
    case absurdValue(String)
    case step(String)
    case stepNotKnown
    case crossesMidnight
    case overlap
    case unit(String)
    case table(TableFault)
    case unknownTable
    case unexpected
    case noStep
    case noMoment(String)
    case passNotKnown(String)
    case future(String)

    var reason: LocalizedText {
        switch self {
        case .stamp(let text):
            LocalizedText(fr: "« \(text) » n’est pas une date et une heure", en: "“\(text)” is not a date and time")
        case .skippedHour(let text):
            LocalizedText(
                fr: "« \(text) » n’existe pas : l’heure sautée de mars",
                en: "“\(text)” does not exist: the hour skipped in March")
        case .fractionOfMinute(let text):
            LocalizedText(fr: "« \(text) » ne tombe pas sur une minute", en: "“\(text)” is not on a whole minute")
        case .offGrid(let text):
            LocalizedText(
                fr: "« \(text) » est à côté de la grille des autres horodatages",
                en: "“\(text)” is beside the grid of the other stamps")
        case .notMidnight(let text):
            LocalizedText(
                fr: "« \(text) » n’est pas minuit, heure locale", en: "“\(text)” is not midnight, local time")
        case .value(let text):
            LocalizedText(fr: "« \(text) » n’est pas une valeur", en: "“\(text)” is not a value")
        case .missingValue:
            LocalizedText(fr: "la ligne s’arrête avant la valeur", en: "the line stops before its value")
        case .negativeValue(let text):
            LocalizedText(fr: "valeur négative « \(text) »", en: "negative value “\(text)”")
        case .absurdValue(let text):
            LocalizedText(fr: "valeur invraisemblable « \(text) »", en: "value beyond belief “\(text)”")
        case .step(let text):
            LocalizedText(
                fr: "pas « \(text) » inconnu (10, 15, 20, 30 ou 60 minutes)",
                en: "unknown step “\(text)” (10, 15, 20, 30 or 60 minutes)")
        case .stepNotKnown:
            LocalizedText(
                fr: "durée inconnue : aucun horodatage voisin à 10, 15, 20, 30 ou 60 minutes",
                en: "unknown length: no neighbouring stamp at 10, 15, 20, 30 or 60 minutes")
        case .crossesMidnight:
            LocalizedText(fr: "l’intervalle est à cheval sur deux jours", en: "the slot lies across two days")
        case .overlap:
            LocalizedText(fr: "l’intervalle en recouvre un autre", en: "the slot overlaps another one")
        case .unit(let text):
            LocalizedText(fr: "unité « \(text) » non attendue ici", en: "unit “\(text)” not expected here")
        case .table(let fault): fault.text
        case .unknownTable:
            LocalizedText(
                fr: "tableau inconnu, non lu jusqu’à l’en-tête suivant",
                en: "unknown table, not read up to the next header")
        case .unexpected:
            LocalizedText(fr: "ligne inattendue", en: "unexpected line")
        case .noStep:
            LocalizedText(fr: "la durée de l’intervalle manque", en: "the length of the slot is missing")
        case .noMoment(let text):
            LocalizedText(
                fr: "« \(text) » ne dit pas à quelle heure la pointe a été atteinte",
                en: "“\(text)” does not say at what time the peak was reached")
        case .passNotKnown(let text):
            LocalizedText(
                fr: "« \(text) » : laquelle des deux heures d’octobre, la réponse ne le dit pas",
                en: "“\(text)”: the answer does not say which of October’s two hours is meant")
        case .future(let text):
            LocalizedText(fr: "« \(text) » n’est pas encore passé", en: "“\(text)” is not over yet")
        }
    }
}
