import MEDCore

/// The names of a template's values. What a record does not have is absent: `{{#hc_kwh}}…{{/hc_kwh}}` is left out.
enum WebhookName: String, CaseIterable {
    // Every record.
    case type, instance, id, key, date, timestamp
    case timestampUnix = "timestamp_unix"
    case start, end
    case startUnix = "start_unix"
    case endUnix = "end_unix"
    // Which of the four exports it is, for sections.
    case consumption, production, tempo, ecowatt
    // Days of a meter.
    case pdl
    case valueWh = "value_wh"
    case valueKwh = "value_kwh"
    case tariff
    case costEuros = "cost_eur"
    case subscriptionEuros = "subscription_eur"
    case maxPowerVA = "max_power_va"
    case maxPowerKVA = "max_power_kva"
    case maxPowerAt = "max_power_at"
    case registers, slots
    // Tempo.
    case color, code, number, final
    // EcoWatt.
    case level, hours

    /// Names of the elements of `registers`, `slots` and `hours` besides those above.
    static let elementNames: Set<String> = ["register", "time", "watts", "minutes", "hour"]

    /// `hc_kwh`, `blue_hp_wh`, `base_cost_eur` and so on: a register's values without going through the list.
    static let registerNames: Set<String> = Set(
        TariffRegister.allCases.flatMap { register in ["wh", "kwh", "cost_eur"].map { "\(register.key)_\($0)" } })

    /// Names that do not depend on the record.
    static let constant: Set<String> = [instance.rawValue, key.rawValue]

    static func isKnown(_ name: String) -> Bool {
        WebhookName(rawValue: name) != nil || elementNames.contains(name) || registerNames.contains(name)
    }
}
