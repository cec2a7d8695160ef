import Foundation

/// Writes the files that do not come from the portal's CSV export.
enum OtherText {
    static let r63Columns =
        "Identifiant PRM;Date de début;Date de fin;Grandeur physique;Grandeur métier;Etape métier;Unité;Horodate;Valeur;"
        + "Nature;Pas;Indice de vraisemblance;Etat complémentaire"

    static func r63(_ samples: [CurveSample], direction: String = "CONS", nature: String = "B") -> [String] {
        [r63Columns]
            + samples.map {
                "\(PortalText.meter);2024-01-01 00:00:00;2025-01-01 00:00:00;PA;\(direction);BRUT;W;"
                    + "\(Paris.stamp($0.end, .local));\($0.watts.map(String.init) ?? "");\(nature);PT\($0.minutes)M;0;0"
            }
    }

    static func startEnd(_ samples: [CurveSample]) -> [String] {
        ["debut;fin;kW"]
            + samples.map { sample in
                let stamps = [sample.start, sample.end].map { Paris.stamp($0, .localWithT).dropLast(3) }
                return "\(stamps[0]);\(stamps[1]);\(sample.watts.map { "\"\(kilowatts($0))\"" } ?? "null")"
            }
    }

    /// `0,28`: no trailing zeros.
    private static func kilowatts(_ watts: Int) -> String {
        var text = "\(watts / 1_000)," + String(format: "%03d", watts % 1_000)
        while text.last == "0" { text.removeLast() }
        return text.last == "," ? String(text.dropLast()) : text
    }

    static let edfHeader = [
        "Récapitulatif de mes puissances atteintes en W", "",
        "Date et heure de relève par le distributeur;Puissance atteinte (W);Nature de la donnée",
    ]

    /// Descending, a line per day, the midnight that ends a day under that day.
    static func edf(_ samples: [CurveSample], nature: String = "Réelle") -> [String] {
        var lines = edfHeader
        var day = ""
        for sample in samples.reversed() {
            let own = String(Paris.stamp(sample.start, .spreadsheet).prefix(10))
            if own != day {
                if !day.isEmpty { lines.append("") }
                lines.append("\(own);;")
                day = own
            }
            let time = Paris.stamp(sample.end, .spreadsheet).suffix(5)
            lines.append("\(time):00;\(sample.watts.map(String.init) ?? "");\(nature)")
        }
        return lines
    }
}
