import MEDCore
import MEDExporters
import TestServers
import Testing

/// What the endpoint shows, to the byte.
@Suite(.timeLimit(.minutes(1)))
struct PrometheusRendererTests {
    private let status = ServiceStatus(
        health: .ok, lastSync: fixture(UTCInstant("2024-01-15T11:00:00Z")), pdlCount: 1)

    private func rendered(
        _ renderer: PrometheusRenderer = PrometheusRenderer(), _ format: ExpositionFormat = .text
    ) -> String {
        String(decoding: renderer.render(fullState(), status, as: format), as: UTF8.self)
    }

    /// Written by hand: 1705273200 is 2024-01-15 00:00 in Paris, 1705344120 is 18:42 UTC.
    static let golden = """
        # HELP myelectricaldata_consumption_daily_kwh Energy drawn on the latest complete day
        # TYPE myelectricaldata_consumption_daily_kwh gauge
        # UNIT myelectricaldata_consumption_daily_kwh kwh
        myelectricaldata_consumption_daily_kwh{pdl="12345678901234"} 15.234
        # HELP myelectricaldata_consumption_hc_kwh Energy drawn in off-peak hours (HC) of the latest complete day
        # TYPE myelectricaldata_consumption_hc_kwh gauge
        # UNIT myelectricaldata_consumption_hc_kwh kwh
        myelectricaldata_consumption_hc_kwh{pdl="12345678901234"} 8.5
        # HELP myelectricaldata_consumption_hp_kwh Energy drawn in peak hours (HP) of the latest complete day
        # TYPE myelectricaldata_consumption_hp_kwh gauge
        # UNIT myelectricaldata_consumption_hp_kwh kwh
        myelectricaldata_consumption_hp_kwh{pdl="12345678901234"} 6.734
        # HELP myelectricaldata_production_daily_kwh Energy fed in on the latest complete day
        # TYPE myelectricaldata_production_daily_kwh gauge
        # UNIT myelectricaldata_production_daily_kwh kwh
        myelectricaldata_production_daily_kwh{pdl="12345678901234"} 3.21
        # HELP myelectricaldata_max_power_kva Highest apparent power drawn on the latest day that has one
        # TYPE myelectricaldata_max_power_kva gauge
        # UNIT myelectricaldata_max_power_kva kva
        myelectricaldata_max_power_kva{pdl="12345678901234"} 6.5
        # HELP myelectricaldata_sync_status Whether the service is without errors: 1 yes, 0 no
        # TYPE myelectricaldata_sync_status gauge
        myelectricaldata_sync_status 1
        # HELP myelectricaldata_last_sync_timestamp When the sources were last looked at, in seconds since 1970
        # TYPE myelectricaldata_last_sync_timestamp gauge
        myelectricaldata_last_sync_timestamp 1705316400
        # HELP myelectricaldata_consumption_register_kwh Energy drawn on the latest complete day by tariff register
        # TYPE myelectricaldata_consumption_register_kwh gauge
        # UNIT myelectricaldata_consumption_register_kwh kwh
        myelectricaldata_consumption_register_kwh{pdl="12345678901234",register="hc"} 8.5
        myelectricaldata_consumption_register_kwh{pdl="12345678901234",register="hp"} 6.734
        # HELP myelectricaldata_consumption_monthly_kwh Energy drawn in the month of the latest complete day, to date
        # TYPE myelectricaldata_consumption_monthly_kwh gauge
        # UNIT myelectricaldata_consumption_monthly_kwh kwh
        myelectricaldata_consumption_monthly_kwh{pdl="12345678901234"} 230
        # HELP myelectricaldata_consumption_yearly_kwh Energy drawn in the year of the latest complete day, to date
        # TYPE myelectricaldata_consumption_yearly_kwh gauge
        # UNIT myelectricaldata_consumption_yearly_kwh kwh
        myelectricaldata_consumption_yearly_kwh{pdl="12345678901234"} 230
        # HELP myelectricaldata_consumption_reading_timestamp_seconds Beginning of the day that the consumption metrics are about
        # TYPE myelectricaldata_consumption_reading_timestamp_seconds gauge
        # UNIT myelectricaldata_consumption_reading_timestamp_seconds seconds
        myelectricaldata_consumption_reading_timestamp_seconds{pdl="12345678901234"} 1705273200
        # HELP myelectricaldata_production_monthly_kwh Energy fed in in the month of the latest complete day, to date
        # TYPE myelectricaldata_production_monthly_kwh gauge
        # UNIT myelectricaldata_production_monthly_kwh kwh
        myelectricaldata_production_monthly_kwh{pdl="12345678901234"} 40.001
        # HELP myelectricaldata_production_yearly_kwh Energy fed in in the year of the latest complete day, to date
        # TYPE myelectricaldata_production_yearly_kwh gauge
        # UNIT myelectricaldata_production_yearly_kwh kwh
        myelectricaldata_production_yearly_kwh{pdl="12345678901234"} 40.001
        # HELP myelectricaldata_production_reading_timestamp_seconds Beginning of the day that the production metrics are about
        # TYPE myelectricaldata_production_reading_timestamp_seconds gauge
        # UNIT myelectricaldata_production_reading_timestamp_seconds seconds
        myelectricaldata_production_reading_timestamp_seconds{pdl="12345678901234"} 1705273200
        # HELP myelectricaldata_max_power_reading_timestamp_seconds When the highest apparent power was drawn
        # TYPE myelectricaldata_max_power_reading_timestamp_seconds gauge
        # UNIT myelectricaldata_max_power_reading_timestamp_seconds seconds
        myelectricaldata_max_power_reading_timestamp_seconds{pdl="12345678901234"} 1705344120
        # HELP myelectricaldata_tempo_color Tempo colour of the tariff day, which begins at 06:00: 1 blue, 2 white, 3 red
        # TYPE myelectricaldata_tempo_color gauge
        myelectricaldata_tempo_color{day="today"} 2
        # HELP myelectricaldata_tempo_days_remaining Days of a Tempo colour that the season still has
        # TYPE myelectricaldata_tempo_days_remaining gauge
        myelectricaldata_tempo_days_remaining{color="blue"} 167
        myelectricaldata_tempo_days_remaining{color="white"} 40
        myelectricaldata_tempo_days_remaining{color="red"} 22
        # HELP myelectricaldata_ecowatt_level EcoWatt level of the day: 1 green, 2 orange, 3 red
        # TYPE myelectricaldata_ecowatt_level gauge
        myelectricaldata_ecowatt_level 2
        # HELP myelectricaldata_ecowatt_hour_level EcoWatt level of the hour: 0 green and low-carbon, 1 green, 2 orange, 3 red
        # TYPE myelectricaldata_ecowatt_hour_level gauge
        myelectricaldata_ecowatt_hour_level 1
        # EOF

        """

    /// The text format knows neither units nor an end.
    static let goldenText = golden.split(separator: "\n", omittingEmptySubsequences: false)
        .filter { !$0.hasPrefix("# UNIT") && $0 != "# EOF" }.joined(separator: "\n")

    @Test func everythingInOpenMetrics() { #expect(rendered(PrometheusRenderer(), .openMetrics) == Self.golden) }

    @Test func everythingInText() { #expect(rendered() == Self.goldenText) }

    /// But that it takes the days that are left for a duration: their name is settled, and counts days.
    @Test func promtoolFindsNothingElseToSay() throws {
        let directory = try TemporaryDirectory("med-promtool")
        let labels = ["location": "1, rue \"des\" Écoles\\\nParis"]
        let withoutDays = PrometheusRenderer(
            selection: Set(PrometheusRenderer.metrics).subtracting([.tempoRemaining]), labels: labels)
        let tempo = PrometheusRenderer().render(tempoState(), status, as: .text)
        let promtool = try Executable.path("promtool", package: "prometheus")
        for (index, (text, words)) in [
            (rendered(withoutDays), ""), (String(decoding: tempo, as: UTF8.self), ""),
            (rendered(), "myelectricaldata_tempo_days_remaining use base unit \"seconds\" instead of \"days\"\n"),
        ].enumerated() {
            let path = try directory.write(text, to: "\(index).prom")
            // promtool ends with 3 when it has something to say.
            let output = try Executable.run(
                "/bin/sh", ["-c", "\(promtool) check metrics < \(path) 2>&1; echo $?"])
            #expect(output == words + (words.isEmpty ? "0\n" : "3\n"))
        }
    }

    /// Each of the seven of document 002, and each of the others, alone.
    @Test(arguments: PrometheusRenderer.metrics)
    func eachMetricCanBeChosenAlone(_ metric: MetricName) {
        let text = rendered(PrometheusRenderer(selection: [metric]), .openMetrics)
        let names = Set(
            text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { $0.prefix { $0 != "{" && $0 != " " } })
        // No price is in the fixture.
        #expect(names == (metric == .consumptionCost ? [] : [metric.name[...]]))
    }

    @Test func labelsAreEscapedAndBehindTheOwnOnes() {
        let text = rendered(
            PrometheusRenderer(selection: [.consumptionDaily, .syncStatus], labels: ["b": "a\\b\"c\nd", "a": "é"]))
        let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(
            lines == [
                #"myelectricaldata_consumption_daily_kwh{pdl="12345678901234",a="é",b="a\\b\"c\nd"} 15.234"#,
                #"myelectricaldata_sync_status{a="é",b="a\\b\"c\nd"} 1"#,
            ])
    }

    @Test func whatIsUnknownIsAbsent() {
        let renderer = PrometheusRenderer()
        #expect(renderer.render(nil, nil, as: .text).isEmpty)
        #expect(renderer.render(nil, nil, as: .openMetrics) == Array("# EOF\n".utf8))
        let empty = CurrentState(CurrentDocuments(), at: recorded)
        let text = String(
            decoding: renderer.render(empty, ServiceStatus(health: .error), as: .text), as: UTF8.self)
        #expect(text.split(separator: "\n").last == "myelectricaldata_sync_status 0")
        #expect(!text.contains("last_sync"))
    }

    @Test func tempoHasItsSixRegistersAndCosts() {
        let text = String(
            decoding: PrometheusRenderer(selection: [.consumptionRegister, .consumptionCost, .consumptionHC])
                .render(tempoState(), nil, as: .text), as: UTF8.self)
        #expect(
            text.split(separator: "\n").filter { !$0.hasPrefix("#") } == [
                #"myelectricaldata_consumption_hc_kwh{pdl="12345678901234"} 1.5"#,
                #"myelectricaldata_consumption_register_kwh{pdl="12345678901234",register="blue_hc"} 1.5"#,
                #"myelectricaldata_consumption_register_kwh{pdl="12345678901234",register="blue_hp"} 2"#,
                #"myelectricaldata_consumption_register_kwh{pdl="12345678901234",register="white_hc"} 0"#,
                #"myelectricaldata_consumption_register_kwh{pdl="12345678901234",register="white_hp"} 0"#,
                #"myelectricaldata_consumption_register_kwh{pdl="12345678901234",register="red_hc"} 0"#,
                #"myelectricaldata_consumption_register_kwh{pdl="12345678901234",register="red_hp"} 0"#,
                #"myelectricaldata_consumption_cost_eur{pdl="12345678901234",register="blue_hc"} 0.19845"#,
                #"myelectricaldata_consumption_cost_eur{pdl="12345678901234",register="blue_hp"} 12"#,
            ])
    }

    private func tempoState() -> CurrentState {
        var derived = document(wattHours: 3_500, tariff: .tempo).derived
        derived.registers = [
            RegisterAmount(
                register: .blueHC, energy: Energy(wattHours: 1_500), cost: Cost(microEuros: 198_450)),
            RegisterAmount(register: .blueHP, energy: Energy(wattHours: 2_000), cost: Cost(microEuros: 12_000_000)),
        ]
        let day = DayDocument(
            pdl: meter, direction: .consumption, day: january15, readings: document(wattHours: 3_500).readings,
            derived: derived, recordedAt: recorded)
        return CurrentState(
            CurrentDocuments(meters: [MeterState(pdl: meter, direction: .consumption, latestDay: day)]), at: recorded)
    }
}
