import MEDCore

/// The series that belong to no PDL.
///
/// What the history can say is here: the colour of a tariff day at its beginning (`day="today"`) and what is left after
/// it, EcoWatt's levels at their hours. What is only true of the moment (`day="tomorrow"`) is Prometheus' to show: as
/// history it would be the same colour once more.
enum NationalSeries {
    static let color = 0
    private static let firstRemaining = 1
    static let level = 0
    static let hourLevel = 1

    static func remaining(_ color: TempoColor) -> Int { firstRemaining + Int(color.rawValue) - 1 }

    static let tempo =
        [
            MetricSeries(
                name: "myelectricaldata_tempo_color", label: .init(name: "day", value: "today"), decimals: 0)
        ]
        + TempoColor.allCases.map {
            MetricSeries(
                name: "myelectricaldata_tempo_days_remaining",
                label: .init(name: "color", value: $0.code.lowercased()), decimals: 0)
        }

    static let ecowatt = [
        MetricSeries(name: "myelectricaldata_ecowatt_level", decimals: 0),
        MetricSeries(name: "myelectricaldata_ecowatt_hour_level", decimals: 0),
    ]
}
