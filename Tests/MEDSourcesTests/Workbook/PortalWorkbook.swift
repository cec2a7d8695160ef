import Foundation

/// The sheets of the portal's workbooks of 2025.
enum PortalWorkbook {
    /// How stamps and values stand in their cells.
    enum Cells: CaseIterable {
        /// `01/04/2024 00:00:00` and `0,612`, as the portal writes them.
        case texts
        /// Numbers of days and numbers, as a spreadsheet does once it has understood them.
        case numbers
        /// The same, with days counted from 1904.
        case numbersFrom1904
    }

    static let cover = WorkbookWriter.Sheet(
        name: "Page d'accueil",
        rows: [
            [], [], [], [], [],
            [nil, "Les données de ce fichier sont destinées à l’usage exclusif du titulaire du PRM."],
            [nil, "2025"], [nil, "Attention, il se peut que le pas de temps ait évolué au cours de la période."],
        ])

    static func halfHours(
        _ samples: [CurveSample], _ cells: Cells = .texts, pdl: String? = PortalText.meter,
        direction: String = "Consommation"
    ) -> WorkbookWriter.Sheet {
        let preamble: [[String?]] = [
            [], [], [], [], [],
            [nil, "Compte Client", nil, "Export des données de la courbe de charge"],
            [nil, nil, nil, "Données :", "Brutes"],
            [nil, pdl.map { _ in "Point Référence Mesure (PRM) : " }, pdl, "Grandeur physique :", "Puissance Active"],
            [nil, nil, nil, "Type de comptage :", "\(direction) horaire"],
            [nil, "NA", "Données indisponibles", "Date de début :", "01/04/2024"],
            [nil, nil, nil, "Date de fin :", "07/04/2024"], [], [], [], [nil, nil, "Plage horaire"],
            [nil, nil, "Début", "Fin", "Valeur (en kW)"],
        ]
        let rows = samples.map { sample -> [String?] in
            [nil, nil, stamp(sample.start, cells), stamp(sample.end, cells), value(sample.watts, cells)]
        }
        return WorkbookWriter.Sheet(name: "\(direction) Horaire", rows: preamble + rows)
    }

    static func days(
        _ days: [(day: Date, wattHours: Int?)], _ cells: Cells = .texts, unit: String = "kW",
        direction: String = "Consommation"
    ) -> WorkbookWriter.Sheet {
        let preamble: [[String?]] = [
            [], [], [], [], [], [nil, "Compte Client", nil, nil, "Export des données de l'énergie  "],
            [nil, nil, nil, nil, "Grandeur physique : ", "Energie Active"],
            [
                nil, "Point Référence Mesure (PRM) : ", PortalText.meter, nil, "Type de comptage : ",
                "\(direction) Quotidienne",
            ],
            [], [nil, "NA", "Données indisponibles"], [], [], [], [nil, "Date", "Valeur (en \(unit))"],
        ]
        let rows = days.map { entry -> [String?] in
            let day =
                cells == .texts
                ? String(stamp(entry.day, .texts).prefix(10)) : stamp(entry.day, cells)
            return [nil, day, value(entry.wattHours, cells)]
        }
        return WorkbookWriter.Sheet(name: "Export \(direction) Quotidienne", rows: preamble + rows)
    }

    private static func value(_ thousandths: Int?, _ cells: Cells) -> String {
        guard let thousandths else { return "NA" }
        // What a Double's 17 digits make of 0.612 is 0.61199999999999999.
        guard cells == .texts else { return "#" + String(format: "%.17g", Double(thousandths) / 1_000) }
        return "\(thousandths / 1_000)," + String(format: "%03d", thousandths % 1_000)
    }

    private static func stamp(_ date: Date, _ cells: Cells) -> String {
        let wall = date.timeIntervalSince1970 + Double(Paris.calendar.timeZone.secondsFromGMT(for: date))
        switch cells {
        case .texts: return Paris.stamp(date, .spreadsheet) + ":00"
        case .numbers: return "#" + String(format: "%.17g", wall / 86_400 + 25_569)
        case .numbersFrom1904: return "#" + String(format: "%.17g", wall / 86_400 + 24_107)
        }
    }
}

extension WorkbookWriter.Style {
    init(_ cells: PortalWorkbook.Cells) {
        self.init()
        countsFrom1904 = cells == .numbersFrom1904
    }
}
