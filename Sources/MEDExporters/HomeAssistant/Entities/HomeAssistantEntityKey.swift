/// The entities of document 002 and of DECISIONS' list of national ones, by the last part of their ids.
enum HomeAssistantEntityKey: String, CaseIterable, Sendable {
    case consumptionDaily = "consumption_daily"
    case consumptionHC = "consumption_hc"
    case consumptionHP = "consumption_hp"
    case productionDaily = "production_daily"
    case maxPower = "max_power"
    case tempoToday = "tempo_today"
    case tempoTomorrow = "tempo_tomorrow"
    case tempoRemainingBlue = "tempo_remaining_blue"
    case tempoRemainingWhite = "tempo_remaining_white"
    case tempoRemainingRed = "tempo_remaining_red"
    case ecowattCurrent = "ecowatt_current"
    case ecowattAlert = "ecowatt_alert"

    /// The platform that Home Assistant makes it of.
    var component: String { self == .ecowattAlert ? "binary_sensor" : "sensor" }

    /// Whether it belongs to the country rather than to a meter.
    var isNational: Bool {
        switch self {
        case .consumptionDaily, .consumptionHC, .consumptionHP, .productionDaily, .maxPower: false
        case .tempoToday, .tempoTomorrow, .tempoRemainingBlue, .tempoRemainingWhite, .tempoRemainingRed,
            .ecowattCurrent, .ecowattAlert:
            true
        }
    }

    /// Energy of a day: it counts from that day's midnight.
    var isDailyEnergy: Bool {
        switch self {
        case .consumptionDaily, .consumptionHC, .consumptionHP, .productionDaily: true
        default: false
        }
    }

    /// What a household reads.
    var name: String {
        switch self {
        case .consumptionDaily: "Consommation quotidienne"
        case .consumptionHC: "Consommation heures creuses"
        case .consumptionHP: "Consommation heures pleines"
        case .productionDaily: "Production quotidienne"
        case .maxPower: "Puissance maximale"
        case .tempoToday: "Tempo aujourd'hui"
        case .tempoTomorrow: "Tempo demain"
        case .tempoRemainingBlue: "Tempo jours bleus restants"
        case .tempoRemainingWhite: "Tempo jours blancs restants"
        case .tempoRemainingRed: "Tempo jours rouges restants"
        case .ecowattCurrent: "EcoWatt maintenant"
        case .ecowattAlert: "Alerte EcoWatt"
        }
    }

    var unit: String? {
        switch self {
        case .consumptionDaily, .consumptionHC, .consumptionHP, .productionDaily: "kWh"
        case .maxPower: "VA"
        case .tempoRemainingBlue, .tempoRemainingWhite, .tempoRemainingRed: "d"
        case .tempoToday, .tempoTomorrow, .ecowattCurrent, .ecowattAlert: nil
        }
    }

    var deviceClass: String? {
        switch self {
        case .consumptionDaily, .consumptionHC, .consumptionHP, .productionDaily: "energy"
        case .maxPower: "apparent_power"
        case .ecowattAlert: "problem"
        default: nil
        }
    }

    /// `total` with `last_reset`: `total_increasing` takes a day that is higher than the one before for a growth.
    var stateClass: String? { isDailyEnergy ? "total" : self == .maxPower ? "measurement" : nil }

    /// Whether the state has attributes of its own.
    var hasAttributes: Bool {
        switch self {
        case .tempoRemainingBlue, .tempoRemainingWhite, .tempoRemainingRed, .ecowattAlert: false
        default: true
        }
    }

    /// Numbers and binary states become unknown by `None`. A text sensor of 2024.3 would show that word, so that it is given
    /// the one that Home Assistant uses itself.
    var valueTemplate: String {
        switch self {
        case .tempoToday, .tempoTomorrow, .ecowattCurrent:
            "{{ 'unknown' if value_json.value is none else value_json.value }}"
        default: "{{ value_json.value }}"
        }
    }
}
