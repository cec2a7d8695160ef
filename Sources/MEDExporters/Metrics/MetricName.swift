/// A metric as Prometheus and VictoriaMetrics know it: the names of document 002 and those that DECISIONS adds, one table
/// for both, so that a dashboard works on either.
///
/// Every one is a gauge: a day's, a month's or a year's energy goes down as well as up. All but the national ones carry
/// the label `pdl`. In a history a sample stands at the beginning of what it is about: local midnight of its day, of the
/// first day of its month or year; a half-hour at its start, a peak and a Tempo colour at local midnight of their day.
public struct MetricName: Hashable, Sendable {
    /// The whole name: `myelectricaldata_consumption_daily_kwh`.
    public let name: String
    /// What it is, as one English sentence without a full stop: the `# HELP` line.
    public let help: String
    /// The unit that the name ends with (`kwh`, `kva`, `watts`, `eur`, `seconds`): the `# UNIT` line of OpenMetrics;
    /// `nil` when it has none.
    public let unit: String?

    private init(_ suffix: String, _ help: String, unit: String? = nil) {
        name = "myelectricaldata_\(suffix)"
        self.help = help
        self.unit = unit
    }
}

extension MetricName {
    /// Energy drawn on a day.
    public static let consumptionDaily = MetricName(
        "consumption_daily_kwh", "Energy drawn on the latest complete day", unit: "kwh")
    /// Energy drawn off-peak on a day, with Tempo of the three colours together.
    public static let consumptionHC = MetricName(
        "consumption_hc_kwh", "Energy drawn in off-peak hours (HC) of the latest complete day", unit: "kwh")
    /// Energy drawn at peak hours on a day, with Tempo of the three colours together.
    public static let consumptionHP = MetricName(
        "consumption_hp_kwh", "Energy drawn in peak hours (HP) of the latest complete day", unit: "kwh")
    /// Energy of one register on a day; label `register`: `base`, `hc`, `hp`, `blue_hc` … `red_hp`.
    public static let consumptionRegister = MetricName(
        "consumption_register_kwh", "Energy drawn on the latest complete day by tariff register", unit: "kwh")
    /// Cost of one register's energy on a day, VAT included, without the subscription; label `register`.
    public static let consumptionCost = MetricName(
        "consumption_cost_eur", "Cost of the energy drawn on the latest complete day by tariff register, VAT included",
        unit: "eur")
    /// Energy drawn in a month, to date.
    public static let consumptionMonthly = MetricName(
        "consumption_monthly_kwh", "Energy drawn in the month of the latest complete day, to date", unit: "kwh")
    /// Energy drawn in a year, to date.
    public static let consumptionYearly = MetricName(
        "consumption_yearly_kwh", "Energy drawn in the year of the latest complete day, to date", unit: "kwh")
    /// Mean power drawn in a slot of the load curve, mostly a half-hour. Only in histories.
    public static let consumptionLoad = MetricName(
        "consumption_load_watts", "Mean power drawn in the slot of the load curve that begins here", unit: "watts")
    /// When the day of the consumption metrics began.
    public static let consumptionReading = MetricName(
        "consumption_reading_timestamp_seconds", "Beginning of the day that the consumption metrics are about",
        unit: "seconds")

    /// Energy fed in on a day.
    public static let productionDaily = MetricName(
        "production_daily_kwh", "Energy fed in on the latest complete day", unit: "kwh")
    /// Energy fed in in a month, to date.
    public static let productionMonthly = MetricName(
        "production_monthly_kwh", "Energy fed in in the month of the latest complete day, to date", unit: "kwh")
    /// Energy fed in in a year, to date.
    public static let productionYearly = MetricName(
        "production_yearly_kwh", "Energy fed in in the year of the latest complete day, to date", unit: "kwh")
    /// Mean power fed in in a slot of the load curve. Only in histories.
    public static let productionLoad = MetricName(
        "production_load_watts", "Mean power fed in in the slot of the load curve that begins here", unit: "watts")
    /// When the day of the production metrics began.
    public static let productionReading = MetricName(
        "production_reading_timestamp_seconds", "Beginning of the day that the production metrics are about",
        unit: "seconds")

    /// The highest apparent power drawn on a day.
    public static let maxPower = MetricName(
        "max_power_kva", "Highest apparent power drawn on the latest day that has one", unit: "kva")
    /// The instant of that power.
    public static let maxPowerReading = MetricName(
        "max_power_reading_timestamp_seconds", "When the highest apparent power was drawn", unit: "seconds")

    /// 1 blue, 2 white, 3 red; label `day`: `today`, `tomorrow` (in a history always `today`). Absent while unknown.
    public static let tempoColor = MetricName(
        "tempo_color", "Tempo colour of the tariff day, which begins at 06:00: 1 blue, 2 white, 3 red")
    /// Days of a colour left in the season; label `color`: `blue`, `white`, `red`. Never in a history.
    public static let tempoRemaining = MetricName(
        "tempo_days_remaining", "Days of a Tempo colour that the season still has")
    /// EcoWatt of a day, 1 to 3.
    public static let ecowattLevel = MetricName(
        "ecowatt_level", "EcoWatt level of the day: 1 green, 2 orange, 3 red")
    /// EcoWatt of an hour, 0 to 3.
    public static let ecowattHourLevel = MetricName(
        "ecowatt_hour_level", "EcoWatt level of the hour: 0 green and low-carbon, 1 green, 2 orange, 3 red")

    /// 1: the latest synchronisation went well; 0: something is wrong. Never in a history.
    public static let syncStatus = MetricName(
        "sync_status", "Whether the service is without errors: 1 yes, 0 no")
    /// When the sources were last looked at, in Unix seconds. Never in a history.
    public static let lastSync = MetricName(
        "last_sync_timestamp", "When the sources were last looked at, in seconds since 1970")

    /// All of them, the seven of document 002 first and in its order.
    public static let all: [MetricName] = [
        consumptionDaily, consumptionHC, consumptionHP, productionDaily, maxPower, syncStatus, lastSync,
        consumptionRegister, consumptionCost, consumptionMonthly, consumptionYearly, consumptionLoad,
        consumptionReading, productionMonthly, productionYearly, productionLoad, productionReading, maxPowerReading,
        tempoColor, tempoRemaining, ecowattLevel, ecowattHourLevel,
    ]
}
