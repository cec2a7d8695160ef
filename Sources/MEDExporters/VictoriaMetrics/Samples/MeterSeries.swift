import MEDCore

/// The series of a PDL in one direction, with the names of document 002 and, where that has none, of this project.
enum MeterSeries {
    static let daily = 0
    static let monthly = 1
    static let yearly = 2
    static let load = 3
    static let offPeak = 4
    static let peak = 5
    static let maxPower = 6
    private static let firstRegister = 7

    static func register(_ register: TariffRegister) -> Int { firstRegister + Int(register.rawValue) }

    static func cost(_ register: TariffRegister) -> Int {
        firstRegister + TariffRegister.allCases.count + Int(register.rawValue)
    }

    /// All of them, each at its place.
    static func all(_ direction: Direction) -> [MetricSeries] {
        direction == .consumption ? consumption : production
    }

    private static let consumption =
        common(.consumption) + [
            MetricSeries(name: "myelectricaldata_consumption_hc_kwh"),
            MetricSeries(name: "myelectricaldata_consumption_hp_kwh"),
            MetricSeries(name: "myelectricaldata_max_power_kva"),
        ]
        + TariffRegister.allCases.map {
            MetricSeries(
                name: "myelectricaldata_consumption_register_kwh", label: .init(name: "register", value: $0.key))
        }
        + TariffRegister.allCases.map {
            MetricSeries(
                name: "myelectricaldata_consumption_cost_eur", label: .init(name: "register", value: $0.key),
                decimals: 6)
        }

    private static let production = common(.production)

    private static func common(_ direction: Direction) -> [MetricSeries] {
        let prefix = "myelectricaldata_\(direction.rawValue)"
        return [
            MetricSeries(name: "\(prefix)_daily_kwh"), MetricSeries(name: "\(prefix)_monthly_kwh"),
            MetricSeries(name: "\(prefix)_yearly_kwh"), MetricSeries(name: "\(prefix)_load_watts", decimals: 0),
        ]
    }
}
