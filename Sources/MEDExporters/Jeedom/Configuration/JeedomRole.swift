public import MEDCore

/// What a command of Jeedom shows: the mapping of document 002, and three more.
public enum JeedomRole: String, Hashable, Sendable, CaseIterable {
    /// The day's consumption in kWh.
    case consumptionDaily = "consumption_daily"
    /// Its off-peak part in kWh; with Tempo that of the three colours.
    case consumptionHC = "consumption_hc"
    /// Its peak part in kWh; with Tempo that of the three colours.
    case consumptionHP = "consumption_hp"
    /// The day's production in kWh.
    case productionDaily = "production_daily"
    /// The day's highest power in kVA.
    case maxPower = "max_power"
    /// The colour of the Tempo day that runs: BLEU, BLANC, ROUGE, INCONNU.
    case tempoToday = "tempo_today"
    /// The colour of the next Tempo day.
    case tempoTomorrow = "tempo_tomorrow"
    /// EcoWatt's level of the hour that runs, 0 to 3.
    case ecowatt

    /// What a household calls it.
    public var name: LocalizedText {
        switch self {
        case .consumptionDaily: LocalizedText(fr: "Consommation jour", en: "Consumption of the day")
        case .consumptionHC: LocalizedText(fr: "Consommation HC", en: "Off-peak consumption")
        case .consumptionHP: LocalizedText(fr: "Consommation HP", en: "Peak consumption")
        case .productionDaily: LocalizedText(fr: "Production jour", en: "Production of the day")
        case .maxPower: LocalizedText(fr: "Puissance max", en: "Highest power")
        case .tempoToday: LocalizedText(fr: "Tempo aujourd'hui", en: "Tempo today")
        case .tempoTomorrow: LocalizedText(fr: "Tempo demain", en: "Tempo tomorrow")
        case .ecowatt: LocalizedText(fr: "EcoWatt", en: "EcoWatt")
        }
    }

    /// The unit that is sent; `nil` for a text or a level.
    public var unit: String? {
        switch self {
        case .consumptionDaily, .consumptionHC, .consumptionHP, .productionDaily: "kWh"
        case .maxPower: "kVA"
        case .tempoToday, .tempoTomorrow, .ecowatt: nil
        }
    }

    /// The `subType` that the command has to have: `numeric` or `string`.
    var subType: String {
        switch self {
        case .tempoToday, .tempoTomorrow: "string"
        default: "numeric"
        }
    }

    /// Whether its history is sent, day by day.
    var hasHistory: Bool { unit != nil }

    /// Whether it belongs to a meter rather than to the country.
    var isOfMeter: Bool { unit != nil }

    /// The key of its field.
    var field: String { "commands.\(rawValue)" }
}
