public import MEDCore

/// A table that can be written as CSV, JSON Lines or XLSX, with the same columns in all three.
public enum FileTable: Hashable, Sendable {
    /// One row per day: energy, registers, costs, peak.
    case daily(Direction)
    /// One row per known slot of the load curve, most often a half-hour. Unknown slots have no row: none is made up.
    case halfHourly(Direction)
    /// One row per month or year.
    case totals(Direction)
    /// One row per Tempo day (06:00 to 06:00).
    case tempo
    /// One row per EcoWatt day.
    case ecowatt

    /// The columns, from left to right.
    public var columns: [FileColumn] {
        switch self {
        case .daily(.consumption): Self.dailyConsumption
        case .daily(.production): Self.dailyProduction
        case .halfHourly: Self.halfHours
        case .totals(.consumption): Self.totalConsumption
        case .totals(.production): Self.totalProduction
        case .tempo: Self.tempoDays
        case .ecowatt: Self.ecowattDays
        }
    }

    /// The name of its sheet in a workbook.
    public var sheetName: LocalizedText {
        switch self {
        case .daily(.consumption): LocalizedText(fr: "Consommation par jour", en: "Consumption by day")
        case .daily(.production): LocalizedText(fr: "Production par jour", en: "Production by day")
        case .halfHourly(.consumption): LocalizedText(fr: "Consommation par demi-heure", en: "Consumption by half-hour")
        case .halfHourly(.production): LocalizedText(fr: "Production par demi-heure", en: "Production by half-hour")
        case .totals(.consumption): LocalizedText(fr: "Consommation par période", en: "Consumption by period")
        case .totals(.production): LocalizedText(fr: "Production par période", en: "Production by period")
        case .tempo: LocalizedText(fr: "Tempo", en: "Tempo")
        case .ecowatt: LocalizedText(fr: "EcoWatt", en: "EcoWatt")
        }
    }
}

extension FileTable {
    static let day = FileColumn("date", .day, fr: "Date", en: "Date")
    static let wattHours = FileColumn("value_wh", .integer, fr: "Énergie (Wh)", en: "Energy (Wh)")
    static let kilowattHours = FileColumn("value_kwh", .kilowattHours, fr: "Énergie (kWh)", en: "Energy (kWh)")
    static let pdl = FileColumn("pdl", .text(width: 16), fr: "PDL", en: "PDL")

    /// HC and HP in both units (with Tempo the sums of the three colours), then the six registers of Tempo in Wh.
    private static let registers =
        [
            FileColumn("hc_wh", .integer, fr: "HC (Wh)", en: "HC (Wh)"),
            FileColumn("hc_kwh", .kilowattHours, fr: "HC (kWh)", en: "HC (kWh)"),
            FileColumn("hp_wh", .integer, fr: "HP (Wh)", en: "HP (Wh)"),
            FileColumn("hp_kwh", .kilowattHours, fr: "HP (kWh)", en: "HP (kWh)"),
        ]
        + [("blue", "bleu", "blue"), ("white", "blanc", "white"), ("red", "rouge", "red")].flatMap {
            key, french, english in
            ["hc", "hp"].map { hours in
                FileColumn(
                    "\(key)_\(hours)_wh", .integer, fr: "\(hours.uppercased()) \(french) (Wh)",
                    en: "\(hours.uppercased()) \(english) (Wh)")
            }
        }

    private static let energyCost = FileColumn(
        "energy_cost_eur", .euros, fr: "Coût de l'énergie (€ TTC)", en: "Cost of the energy (€ incl. VAT)")
    private static let subscription = FileColumn(
        "subscription_eur", .euros, fr: "Abonnement (€ TTC)", en: "Subscription (€ incl. VAT)")

    private static let dailyConsumption =
        [day, wattHours, kilowattHours, FileColumn("tariff", .text(width: 8), fr: "Contrat", en: "Contract")]
        + registers
        + [
            energyCost, subscription,
            FileColumn("max_power_va", .integer, fr: "Puissance maximale (VA)", en: "Maximum power (VA)"),
            FileColumn("max_power_time", .clock, fr: "Heure du maximum", en: "Time of the maximum"), pdl,
        ]

    private static let dailyProduction = [day, wattHours, kilowattHours, pdl]

    private static let halfHours = [
        day,
        FileColumn("time", .clock, fr: "Début (heure légale)", en: "Start (legal time)"),
        FileColumn("start_utc", .instant, fr: "Début (UTC)", en: "Start (UTC)"),
        FileColumn("minutes", .integer, fr: "Durée (min)", en: "Length (min)"),
        FileColumn("power_w", .integer, fr: "Puissance moyenne (W)", en: "Mean power (W)"),
        wattHours, kilowattHours,
        FileColumn("quality", .text(width: 10), fr: "Qualité", en: "Quality"),
        pdl,
    ]

    private static let totalProduction = [
        FileColumn("period", .text(width: 10), fr: "Période", en: "Period"), wattHours, kilowattHours,
        FileColumn("known_days", .integer, fr: "Jours connus", en: "Known days"),
        FileColumn("expected_days", .integer, fr: "Jours attendus", en: "Expected days"), pdl,
    ]

    private static let totalConsumption =
        totalProduction.dropLast() + registers + [
            energyCost, FileColumn("cost_days", .integer, fr: "Jours chiffrés", en: "Days with a cost"), subscription,
            pdl,
        ]

    private static let tempoDays = [
        day,
        FileColumn("color", .text(width: 8), fr: "Couleur", en: "Colour"),
        FileColumn("final", .boolean, fr: "Définitive", en: "Final"),
        FileColumn("start_utc", .instant, fr: "Début (UTC)", en: "Start (UTC)"),
        FileColumn("end_utc", .instant, fr: "Fin (UTC)", en: "End (UTC)"),
    ]

    private static let ecowattDays =
        [day, FileColumn("level", .integer, fr: "Niveau", en: "Level")]
        + (0..<24).map { hour in
            let digits = hour < 10 ? "0\(hour)" : "\(hour)"
            return FileColumn("h\(digits)", .integer, fr: "\(digits) h", en: "\(digits):00")
        }
}
