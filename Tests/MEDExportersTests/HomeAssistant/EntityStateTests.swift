import MEDCore
import Testing

@testable import MEDExporters

@Suite(.timeLimit(.minutes(1)))
struct EntityStateTests {
    private func states(_ state: CurrentState, isForEnergy: Bool = true) -> [String: String] {
        let entities = HomeAssistantEntities(topics: standardTopics, prefix: "med", isForEnergy: isForEnergy)
        return Dictionary(
            uniqueKeysWithValues: entities.entities(of: state).map {
                ($0.entityID, String(decoding: $0.state, as: UTF8.self))
            })
    }

    private static func energy(_ value: String, tariff: String = #","tariff":"HC/HP""#) -> String {
        #"{"value":\#(value),"last_reset":"2024-01-15T00:00:00+01:00","attributes":{"pdl":"12345678901234","date":"2024-01-15"\#(tariff)}}"#
    }

    @Test func everyStateByteForByte() {
        #expect(
            states(fullState()) == [
                "sensor.med_12345678901234_consumption_daily": Self.energy("15.234"),
                "sensor.med_12345678901234_consumption_hc": Self.energy("8.5"),
                "sensor.med_12345678901234_consumption_hp": Self.energy("6.734"),
                "sensor.med_12345678901234_production_daily": Self.energy("3.21", tariff: ""),
                "sensor.med_12345678901234_max_power":
                    #"{"value":6500,"attributes":{"pdl":"12345678901234","date":"2024-01-15","at":"2024-01-15T19:42:00+01:00"}}"#,
                "sensor.med_tempo_today":
                    #"{"value":"BLANC","attributes":{"code":"WHITE","date":"2024-01-15","final":true,"start":"2024-01-15T06:00:00+01:00","end":"2024-01-16T06:00:00+01:00"}}"#,
                "sensor.med_tempo_tomorrow":
                    #"{"value":null,"attributes":{"code":null,"date":"2024-01-16","final":false,"start":"2024-01-16T06:00:00+01:00","end":"2024-01-17T06:00:00+01:00"}}"#,
                "sensor.med_tempo_remaining_blue": #"{"value":167}"#,
                "sensor.med_tempo_remaining_white": #"{"value":40}"#,
                "sensor.med_tempo_remaining_red": #"{"value":22}"#,
                "sensor.med_ecowatt_current":
                    #"{"value":1,"attributes":{"level":2,"date":"2024-01-15","hours":[0,1,2,3,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,null,null]}}"#,
                "binary_sensor.med_ecowatt_alert": #"{"value":"OFF"}"#,
            ])
    }

    @Test func aBaseContractHasNoRegistersAndAnUnknownOneIsNull() {
        let base = states(fullState(consumption: document(tariff: .base)))
        #expect(base["sensor.med_12345678901234_consumption_hc"] == nil)
        let unknown = states(fullState(consumption: document(registers: [])))
        #expect(unknown["sensor.med_12345678901234_consumption_hc"] == Self.energy("null"))
        #expect(unknown["sensor.med_12345678901234_consumption_hp"] == Self.energy("null"))
    }

    @Test func withoutEnergyThereIsNoLastReset() {
        #expect(states(fullState(), isForEnergy: false).values.allSatisfy { !$0.contains("last_reset") })
    }

    /// Orange or red in this hour is an alert, green is none, unknown is unknown.
    @Test(arguments: [(0, "\"OFF\""), (1, "\"OFF\""), (2, "\"ON\""), (3, "\"ON\""), (nil, "null")] as [(Int?, String)])
    func alerts(level: Int?, value: String) {
        let day = EcowattData(
            day: january15, level: nil, hours: Array(repeating: level, count: 24), recordedAt: recorded)
        let state = CurrentState(CurrentDocuments(ecowatt: [day]), at: recorded)
        #expect(states(state)["binary_sensor.med_ecowatt_alert"] == #"{"value":\#(value)}"#)
    }

    /// The last reset is local midnight, in summer too, on the day of 25 hours before its change.
    @Test(arguments: [
        ("2024-07-14", "2024-07-14T00:00:00+02:00"), ("2024-03-31", "2024-03-31T00:00:00+01:00"),
        ("2024-10-27", "2024-10-27T00:00:00+02:00"), ("2024-10-28", "2024-10-28T00:00:00+01:00"),
    ])
    func lastResetIsLocalMidnight(day: String, midnight: String) {
        let state = CurrentState(
            CurrentDocuments(meters: [
                MeterState(
                    pdl: meter, direction: .consumption, latestDay: document(fixture(Day(day)), tariff: .base))
            ]), at: recorded)
        #expect(states(state).values.first?.contains(#""last_reset":"\#(midnight)""#) == true)
    }
}
