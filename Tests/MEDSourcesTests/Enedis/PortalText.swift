import MEDCore
import MEDSources

/// Writes files as the portal does.
enum PortalText {
    static let meter = "01234567890123"

    static func header(
        type: String = "Courbe de charge", pdl: String = meter, direction: String = "Consommation", unit: String = "W",
        step: String? = ""
    ) -> [String] {
        [
            "Identifiant PRM;Type de donnees;Date de debut;Date de fin;Grandeur physique;Grandeur metier;Etape metier;Unite"
                + (step == nil ? "" : ";Pas en minutes"),
            "\(pdl);\(type);01/01/2024;01/01/2025;Energie active;\(direction);Comptage Brut;\(unit)"
                + (step.map { ";\($0)" } ?? ""),
        ]
    }

    static func curve(_ samples: [CurveSample], step: String = "") -> [String] {
        header(step: step) + ["", "Horodate;Valeur"] + samples.lines()
    }

    static let indexColumns =
        "Horodate;Type de releve;EAS F1;EAS F2;EAS F3;EAS F4;EAS F5;EAS F6;EAS F7;EAS F8;EAS F9;EAS F10;"
        + "EAS D1;EAS D2;EAS D3;EAS D4;EAS T"

    static let flatColumns =
        "Date de la mesure;Heure de la mesure;Valeur;Statut de la mesure;PRM;Type de données;Date de début;Date de fin;"
        + "Grandeur métier;Grandeur physique;Statut demandé;Unité;Pas en minutes"

    static func flat(_ samples: [CurveSample], status: String = "Réelle", step: String = "30") -> [String] {
        [flatColumns]
            + samples.map {
                "\(Paris.stamp($0.end, .twoColumns));\($0.watts.map(String.init) ?? "");\(status);\(meter);"
                    + "Courbe de charge;01/01/2024;01/01/2025;Consommation;Energie active;Brut;W;\(step)"
            }
    }
}

extension [String] {
    /// The bytes of a file of these lines.
    func bytes(lineEnd: String = "\n", hasFinalEnd: Bool = true) -> [UInt8] {
        Array<UInt8>((joined(separator: lineEnd) + (hasFinalEnd ? lineEnd : "")).utf8)
    }

    func parsed(pdl: PDL? = nil, direction: Direction? = nil) throws(EnedisFileError) -> EnedisFile {
        try EnedisFile.parse(bytes(), name: "test.csv", pdl: pdl, direction: direction)
    }
}
