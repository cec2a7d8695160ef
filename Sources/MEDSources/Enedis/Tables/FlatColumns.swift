/// Where the columns stand of a table whose lines say themselves what they are; their order is free.
struct FlatColumns {
    /// The layouts that have such tables.
    enum Layout {
        /// `Date de la mesure;Heure de la mesure;…`.
        case portal
        /// `Identifiant PRM;…;Horodate;Valeur;Nature;Pas;…`.
        case r63
    }

    let layout: Layout
    let date: Int
    /// `nil` when the time stands with the date.
    let time: Int?
    let value: Int
    let unit: Int
    let status: Int?
    let pdl: Int?
    let quantity: Int?
    let step: Int?

    /// `nil` when a column that is always needed is missing.
    init?(names: [String]) {
        guard let value = names.firstIndex(of: "valeur"), let unit = names.firstIndex(of: "unite", damaged: "unit")
        else { return nil }
        (self.value, self.unit) = (value, unit)
        pdl = names.firstIndex(of: "prm") ?? names.firstIndex(of: "identifiant prm")
        quantity = names.firstIndex(of: "grandeur metier", damaged: "grandeur m tier")
        if let date = names.firstIndex(of: "date de la mesure"), let time = names.firstIndex(of: "heure de la mesure") {
            layout = .portal
            (self.date, self.time) = (date, time)
            status = names.firstIndex(of: "statut de la mesure")
            step = names.firstIndex(of: "pas en minutes")
        } else if let stamp = names.firstIndex(of: "horodate"), pdl != nil {
            layout = .r63
            (date, time) = (stamp, nil)
            status = names.firstIndex(of: "nature")
            step = names.firstIndex(of: "pas") ?? names.firstIndex(of: "pas en minutes")
        } else {
            return nil
        }
    }

    /// The line must reach this column to be a row at all.
    var last: Int { max(date, time ?? 0, value) }
}

extension [String] {
    /// The place of a column, also when a spreadsheet has damaged the accents of its name.
    func firstIndex(of name: String, damaged: String) -> Int? {
        firstIndex(of: name) ?? firstIndex(of: damaged)
    }
}
