import MEDCore

@testable import MEDExporters

extension MatrixRow {
    static let homeAssistant = MatrixRow(
        key: "home_assistant",
        consumption: .writes(
            "`recorder/import_statistics`: `myelectricaldata:{pdl}_consumption`, `…_hc_consumption`, "
                + "`…_hp_consumption`, `…_base_consumption`, `…_bluehc_consumption` … `…_redhp_consumption` (kWh), "
                + "`…_consumption_cost` (EUR); heures / hours, `sum`",
            golden: [
                "myelectricaldata:12345678901234_consumption":
                    #"""
                {"id":1,"type":"recorder/import_statistics","metadata":{"source":"myelectricaldata","statistic_id":"myelectricaldata:12345678901234_consumption","name":"Linky 12345678901234 consommation","unit_of_measurement":"kWh","has_sum":true,"mean_type":0,"unit_class":"energy"},"stats":[\#
                {"start":"2024-01-14T23:00:00+00:00","state":0.5,"sum":0.5},{"start":"2024-01-15T00:00:00+00:00","state":0.5,"sum":1},\#
                {"start":"2024-01-15T01:00:00+00:00","state":0.5,"sum":1.5},{"start":"2024-01-15T02:00:00+00:00","state":0.5,"sum":2},\#
                {"start":"2024-01-15T03:00:00+00:00","state":0.5,"sum":2.5},{"start":"2024-01-15T04:00:00+00:00","state":0.5,"sum":3},\#
                {"start":"2024-01-15T05:00:00+00:00","state":0.5,"sum":3.5},{"start":"2024-01-15T06:00:00+00:00","state":0.5,"sum":4},\#
                {"start":"2024-01-15T07:00:00+00:00","state":0.5,"sum":4.5},{"start":"2024-01-15T08:00:00+00:00","state":0.5,"sum":5},\#
                {"start":"2024-01-15T09:00:00+00:00","state":0.5,"sum":5.5},{"start":"2024-01-15T10:00:00+00:00","state":0.5,"sum":6},\#
                {"start":"2024-01-15T11:00:00+00:00","state":0.5,"sum":6.5},{"start":"2024-01-15T12:00:00+00:00","state":0.5,"sum":7},\#
                {"start":"2024-01-15T13:00:00+00:00","state":0.5,"sum":7.5},{"start":"2024-01-15T14:00:00+00:00","state":0.5,"sum":8},\#
                {"start":"2024-01-15T15:00:00+00:00","state":0.5,"sum":8.5},{"start":"2024-01-15T16:00:00+00:00","state":0.5,"sum":9},\#
                {"start":"2024-01-15T17:00:00+00:00","state":0.5,"sum":9.5},{"start":"2024-01-15T18:00:00+00:00","state":0.5,"sum":10},\#
                {"start":"2024-01-15T19:00:00+00:00","state":0.5,"sum":10.5},{"start":"2024-01-15T20:00:00+00:00","state":0.5,"sum":11},\#
                {"start":"2024-01-15T21:00:00+00:00","state":0.5,"sum":11.5},{"start":"2024-01-15T22:00:00+00:00","state":0.5,"sum":12}]}
                """#,
                "myelectricaldata:12345678901234_hc_consumption_cost":
                    #"""
                {"id":1,"type":"recorder/import_statistics","metadata":{"source":"myelectricaldata","statistic_id":"myelectricaldata:12345678901234_hc_consumption_cost","name":"Linky 12345678901234 coût HC","unit_of_measurement":"EUR","has_sum":true,"mean_type":0,"unit_class":null},"stats":[\#
                {"start":"2024-01-14T23:00:00+00:00","state":0.04,"sum":0.04},{"start":"2024-01-15T00:00:00+00:00","state":0.04,"sum":0.08},\#
                {"start":"2024-01-15T01:00:00+00:00","state":0.04,"sum":0.12},{"start":"2024-01-15T02:00:00+00:00","state":0.04,"sum":0.16},\#
                {"start":"2024-01-15T03:00:00+00:00","state":0.04,"sum":0.2},{"start":"2024-01-15T04:00:00+00:00","state":0.04,"sum":0.24},\#
                {"start":"2024-01-15T05:00:00+00:00","state":0.04,"sum":0.28},{"start":"2024-01-15T06:00:00+00:00","state":0.04,"sum":0.32},\#
                {"start":"2024-01-15T07:00:00+00:00","state":0.04,"sum":0.36},{"start":"2024-01-15T08:00:00+00:00","state":0.04,"sum":0.4},\#
                {"start":"2024-01-15T09:00:00+00:00","state":0.04,"sum":0.44},{"start":"2024-01-15T10:00:00+00:00","state":0.04,"sum":0.48},\#
                {"start":"2024-01-15T11:00:00+00:00","state":0.04,"sum":0.52},{"start":"2024-01-15T12:00:00+00:00","state":0.04,"sum":0.56},\#
                {"start":"2024-01-15T13:00:00+00:00","state":0.04,"sum":0.6},{"start":"2024-01-15T14:00:00+00:00","state":0.04,"sum":0.64},\#
                {"start":"2024-01-15T15:00:00+00:00","state":0.04,"sum":0.68},{"start":"2024-01-15T16:00:00+00:00","state":0.04,"sum":0.72},\#
                {"start":"2024-01-15T17:00:00+00:00","state":0.04,"sum":0.76},{"start":"2024-01-15T18:00:00+00:00","state":0.04,"sum":0.8},\#
                {"start":"2024-01-15T19:00:00+00:00","state":0.04,"sum":0.84},{"start":"2024-01-15T20:00:00+00:00","state":0.04,"sum":0.88},\#
                {"start":"2024-01-15T21:00:00+00:00","state":0.04,"sum":0.92},{"start":"2024-01-15T22:00:00+00:00","state":0.04,"sum":0.96}]}
                """#,
            ]
        ) { statistics(of: evenDay(.consumption)) },
        production: .writes(
            "`recorder/import_statistics`: `myelectricaldata:{pdl}_production` (kWh); heures / hours, `sum`",
            golden: [
                "myelectricaldata:12345678901234_production":
                    #"""
                {"id":1,"type":"recorder/import_statistics","metadata":{"source":"myelectricaldata","statistic_id":"myelectricaldata:12345678901234_production","name":"Linky 12345678901234 production","unit_of_measurement":"kWh","has_sum":true,"mean_type":0,"unit_class":"energy"},"stats":[\#
                {"start":"2024-01-14T23:00:00+00:00","state":0.5,"sum":0.5},{"start":"2024-01-15T00:00:00+00:00","state":0.5,"sum":1},\#
                {"start":"2024-01-15T01:00:00+00:00","state":0.5,"sum":1.5},{"start":"2024-01-15T02:00:00+00:00","state":0.5,"sum":2},\#
                {"start":"2024-01-15T03:00:00+00:00","state":0.5,"sum":2.5},{"start":"2024-01-15T04:00:00+00:00","state":0.5,"sum":3},\#
                {"start":"2024-01-15T05:00:00+00:00","state":0.5,"sum":3.5},{"start":"2024-01-15T06:00:00+00:00","state":0.5,"sum":4},\#
                {"start":"2024-01-15T07:00:00+00:00","state":0.5,"sum":4.5},{"start":"2024-01-15T08:00:00+00:00","state":0.5,"sum":5},\#
                {"start":"2024-01-15T09:00:00+00:00","state":0.5,"sum":5.5},{"start":"2024-01-15T10:00:00+00:00","state":0.5,"sum":6},\#
                {"start":"2024-01-15T11:00:00+00:00","state":0.5,"sum":6.5},{"start":"2024-01-15T12:00:00+00:00","state":0.5,"sum":7},\#
                {"start":"2024-01-15T13:00:00+00:00","state":0.5,"sum":7.5},{"start":"2024-01-15T14:00:00+00:00","state":0.5,"sum":8},\#
                {"start":"2024-01-15T15:00:00+00:00","state":0.5,"sum":8.5},{"start":"2024-01-15T16:00:00+00:00","state":0.5,"sum":9},\#
                {"start":"2024-01-15T17:00:00+00:00","state":0.5,"sum":9.5},{"start":"2024-01-15T18:00:00+00:00","state":0.5,"sum":10},\#
                {"start":"2024-01-15T19:00:00+00:00","state":0.5,"sum":10.5},{"start":"2024-01-15T20:00:00+00:00","state":0.5,"sum":11},\#
                {"start":"2024-01-15T21:00:00+00:00","state":0.5,"sum":11.5},{"start":"2024-01-15T22:00:00+00:00","state":0.5,"sum":12}]}
                """#
            ]
        ) { statistics(of: evenDay(.production)) },
        tempo: .nothing(
            fr: "dans l'état courant seulement ; les six registres sont dans consumption",
            en: "in the current state only; the six registers are in consumption"),
        ecowatt: .nothing(fr: "dans l'état courant seulement", en: "in the current state only"),
        currentState: .writes(
            "`sensor.med_{pdl}_consumption_daily`, `…_consumption_hc`, `…_consumption_hp`, `…_production_daily` (kWh), "
                + "`…_max_power` (VA), `sensor.med_tempo_today`, `…_tempo_tomorrow`, `…_tempo_remaining_blue`, `…_white`, "
                + "`…_red` (d), `sensor.med_ecowatt_current` (0–3), `binary_sensor.med_ecowatt_alert`",
            golden: states.merging(announcements) { _, new in new }
        ) {
            let entities = HomeAssistantEntities(topics: standardTopics, prefix: "med", isForEnergy: true)
            return entities.entities(of: fullState()).flatMap {
                [
                    PreviewedMessage(address: $0.stateTopic, body: $0.state, manner: "QoS 1, retained"),
                    PreviewedMessage(address: $0.configTopic, body: $0.config, manner: "QoS 1, retained"),
                ]
            }
        })

    private static let states: [String: String] = {
        func energy(_ value: String, tariff: String = #","tariff":"HC/HP""#) -> String {
            #"{"value":\#(value),"last_reset":"2024-01-15T00:00:00+01:00","attributes":{"pdl":"12345678901234","date":"2024-01-15"\#(tariff)}}"#
        }
        let meter = "homeassistant/sensor/med_12345678901234"
        let national = "homeassistant/sensor/med_national"
        return [
            "\(meter)/consumption_daily/state": energy("15.234"),
            "\(meter)/consumption_hc/state": energy("8.5"),
            "\(meter)/consumption_hp/state": energy("6.734"),
            "\(meter)/production_daily/state": energy("3.21", tariff: ""),
            "\(meter)/max_power/state":
                #"{"value":6500,"attributes":{"pdl":"12345678901234","date":"2024-01-15","at":"2024-01-15T19:42:00+01:00"}}"#,
            "\(national)/tempo_today/state":
                #"{"value":"BLANC","attributes":{"code":"WHITE","date":"2024-01-15","final":true,"start":"2024-01-15T06:00:00+01:00","end":"2024-01-16T06:00:00+01:00"}}"#,
            "\(national)/tempo_tomorrow/state":
                #"{"value":null,"attributes":{"code":null,"date":"2024-01-16","final":false,"start":"2024-01-16T06:00:00+01:00","end":"2024-01-17T06:00:00+01:00"}}"#,
            "\(national)/tempo_remaining_blue/state": #"{"value":167}"#,
            "\(national)/tempo_remaining_white/state": #"{"value":40}"#,
            "\(national)/tempo_remaining_red/state": #"{"value":22}"#,
            "\(national)/ecowatt_current/state":
                #"{"value":1,"attributes":{"level":2,"date":"2024-01-15","hours":[0,1,2,3,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,null,null]}}"#,
            "homeassistant/binary_sensor/med_national/ecowatt_alert/state": #"{"value":"OFF"}"#,
        ]
    }()

    /// One of them; `EntityConfigTests` has all.
    private static let announcements = [
        "homeassistant/sensor/med_12345678901234/consumption_daily/config":
            #"{"name":"Consommation quotidienne","unique_id":"med_12345678901234_consumption_daily","object_id":"med_12345678901234_consumption_daily","default_entity_id":"sensor.med_12345678901234_consumption_daily","state_topic":"homeassistant/sensor/med_12345678901234/consumption_daily/state","value_template":"{{ value_json.value }}","json_attributes_topic":"homeassistant/sensor/med_12345678901234/consumption_daily/state","json_attributes_template":"{{ value_json.attributes | tojson }}","unit_of_measurement":"kWh","device_class":"energy","state_class":"total","last_reset_value_template":"{{ value_json.last_reset }}","#
            + #""availability_topic":"homeassistant/sensor/med_0123456789abcdef/availability","device":{"identifiers":["med_12345678901234"],"name":"Linky 12345678901234","manufacturer":"Enedis","model":"Linky","serial_number":"12345678901234"},"origin":{"name":"myelectricaldata"}}"#
    ]

    /// 500 W all day, of which 200 W are off-peak, at 0.20 euros per kWh.
    private static func evenDay(_ direction: Direction) -> DayDocument {
        let slots = (0..<48).map { LoadSlot(startMinute: $0 * 30, minutes: 30, watts: 500) }
        let day = document(meter, direction, LoadCurve(slots: slots))
        guard direction == .consumption else { return day }
        var derived = day.derived
        derived.registers = [
            RegisterAmount(register: .hc, energy: Energy(wattHours: 4_800), cost: Cost(microEuros: 960_000)),
            RegisterAmount(register: .hp, energy: Energy(wattHours: 7_200), cost: Cost(microEuros: 1_800_000)),
        ]
        return DayDocument(
            pdl: day.pdl, direction: direction, day: day.day, readings: day.readings, derived: derived,
            recordedAt: recorded)
    }

    private static func document(_ pdl: PDL, _ direction: Direction, _ curve: LoadCurve) -> DayDocument {
        MEDExportersTests.document(
            january15, pdl: pdl, direction, wattHours: 12_000, registers: [], curve: curve)
    }

    /// The messages for the first day of a store, to a Home Assistant of 2026.11 that has no statistics yet.
    private static func statistics(of day: DayDocument) -> [PreviewedMessage] {
        let plan = StatisticsPlan(
            state: nil, stored: [.init(amounts: DayAmounts(day), revision: 1)], batch: [(day.day, 1)])
        let hours = DayHours(day)
        return plan.series.map { series in
            var rows = SeriesRows(series, offset: 0, foreign: [], sentThrough: nil)
            if let amounts = hours.hours(of: series.kind) { rows.add(day.day, amounts) }
            let text = HomeAssistantMessages.importStatistics(
                id: 1, series.kind, of: day.pdl, rows: rows.take(), version: HomeAssistantVersion("2026.11.0"))
            return PreviewedMessage(
                address: series.kind.id(of: day.pdl), body: Array(text.utf8), manner: "WebSocket")
        }
    }
}
