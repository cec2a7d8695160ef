import Foundation
import MEDCore
import MEDExporters
import TestServers
import Testing

/// What a real Home Assistant makes of the announcements. Each test has a meter of its own and takes everything back.
@Suite(.serialized, .timeLimit(.minutes(10)))
struct EntitiesTests {
    let house: HomeAssistantInstance

    init() throws { house = try HomeAssistantInstance() }

    private static func wanted(_ pdl: String, prefix: String = "med") -> [String: String] {
        [
            "sensor.\(prefix)_\(pdl)_consumption_daily": "15.234", "sensor.\(prefix)_\(pdl)_consumption_hc": "8.5",
            "sensor.\(prefix)_\(pdl)_consumption_hp": "6.734", "sensor.\(prefix)_\(pdl)_production_daily": "3.21",
            "sensor.\(prefix)_\(pdl)_max_power": "6500", "sensor.\(prefix)_tempo_today": "BLANC",
            "sensor.\(prefix)_tempo_tomorrow": "unknown", "sensor.\(prefix)_tempo_remaining_blue": "167",
            "sensor.\(prefix)_tempo_remaining_white": "40", "sensor.\(prefix)_tempo_remaining_red": "22",
            "sensor.\(prefix)_ecowatt_current": "2",
        ]
    }

    @discardableResult
    private func shows(
        _ wanted: [String: String], _ what: String, prefix: String = "sensor.med_"
    ) async throws -> [String: HomeAssistantInstance.State] {
        try await house.wait(what, prefix) { $0.mapValues(\.state) == wanted }
    }

    private func takeBack(_ running: RunningHouse, _ pdl: String) async throws {
        _ = try await running.exporter.retract(.all, pdls: [fixture(PDL(pdl))])
        try await running.stop()
        try await house.wait("the entities to go", "sensor.med_") { $0.isEmpty }
        #expect(try house.registered("sensor.med_").isEmpty)
        #expect(try house.registered("binary_sensor.med_").isEmpty)
    }

    /// The entities, exactly, whatever the MQTT exporter does on the same broker.
    @Test(arguments: ["off", "json", "simple"]) func entitiesAreAsSpecified(format: String) async throws {
        let pdl = ["off": "01000000000001", "json": "01000000000002"][format] ?? "01000000000003"
        let state = household(pdl)
        let mqtt = format == "off" ? nil : try RunningHouse.mqtt(house, state, format: format)
        let running = try RunningHouse.homeAssistant(house, state)
        let states = try await shows(Self.wanted(pdl), "the entities, MQTT exporter \(format)")
        let daily = try #require(states["sensor.med_\(pdl)_consumption_daily"])
        #expect(daily.text("unit_of_measurement") == "kWh")
        #expect(daily.text("device_class") == "energy")
        #expect(daily.text("state_class") == "total")
        #expect(daily.text("last_reset") == "2024-01-15T00:00:00+01:00")
        #expect(daily.text("date") == "2024-01-15")
        #expect(daily.text("pdl") == pdl)
        let power = try #require(states["sensor.med_\(pdl)_max_power"])
        #expect(power.text("unit_of_measurement") == "VA")
        #expect(power.text("device_class") == "apparent_power")
        #expect(power.text("state_class") == "measurement")
        #expect(states["sensor.med_tempo_today"]?.text("code") == "WHITE")
        let alert = try await house.wait("the alert", "binary_sensor.med_") { !$0.isEmpty }
        #expect(alert.mapValues(\.state) == ["binary_sensor.med_ecowatt_alert": "on"])
        #expect(try house.registered("sensor.med_") == Set(Self.wanted(pdl).keys))
        print("figure: MQTT exporter \(format): \(states.count) sensors, \(alert.count) binary sensor as specified")
        try await mqtt?.stop()
        #expect(try house.states("sensor.med_").mapValues(\.state) == Self.wanted(pdl))
        try await takeBack(running, pdl)
        #expect(try house.complaints(about: pdl) == [])
    }

    @Test func aStoppedServiceLeavesUnavailableEntitiesAndUnknownIsNotZero() async throws {
        let pdl = "01000000000004"
        let running = try RunningHouse.homeAssistant(house, household(pdl, hc: nil))
        var wanted = Self.wanted(pdl)
        wanted["sensor.med_\(pdl)_consumption_hc"] = "unknown"
        wanted["sensor.med_\(pdl)_consumption_hp"] = "unknown"
        try await shows(wanted, "unknown registers")
        try await running.stop()
        try await shows(wanted.mapValues { _ in "unavailable" }, "unavailable entities")
        let again = try RunningHouse.homeAssistant(house, household(pdl))
        try await shows(Self.wanted(pdl), "the entities again")
        try await takeBack(again, pdl)
        #expect(try house.complaints(about: pdl) == [])
    }

    @Test func rightAfterItsRestartAndAfterTheBrokers() async throws {
        let pdl = "01000000000005"
        let running = try RunningHouse.homeAssistant(house, household(pdl))
        try await shows(Self.wanted(pdl), "the entities")
        try house.restart()
        try await shows(Self.wanted(pdl), "the entities after a restart")
        try house.restartBroker()
        // Home Assistant connects again when it likes: until then it shows them unavailable.
        try await shows(Self.wanted(pdl), "the entities after a restart of the broker")
        #expect(try house.registered("sensor.med_") == Set(Self.wanted(pdl).keys), "no id with _2")
        print("figure: restarts of Home Assistant and of the broker: the same \(Self.wanted(pdl).count) sensors")
        try await takeBack(running, pdl)
    }

    @Test func anotherPrefixRenamesThem() async throws {
        let pdl = "01000000000006"
        let before = try RunningHouse.homeAssistant(house, household(pdl))
        try await shows(Self.wanted(pdl), "the entities")
        try await before.stop()
        let after = try RunningHouse.homeAssistant(house, household(pdl), ["entity_prefix": .string("maison")])
        try await shows(Self.wanted(pdl, prefix: "maison"), "the new ids", prefix: "sensor.maison_")
        try await house.wait("the old ids to go", "sensor.med_") { $0.isEmpty }
        #expect(try house.registered("sensor.med_").isEmpty)
        #expect(try house.registered("sensor.maison_") == Set(Self.wanted(pdl, prefix: "maison").keys))
        try await after.stop()
        let back = try RunningHouse.homeAssistant(house, household(pdl))
        try await shows(Self.wanted(pdl), "the old ids again")
        #expect(try house.registered("sensor.maison_").isEmpty)
        try await takeBack(back, pdl)
    }

    @Test func theToggles() async throws {
        let pdl = "01000000000007"
        let plain = try RunningHouse.homeAssistant(house, household(pdl), ["energy_dashboard": .boolean(false)])
        let states = try await shows(Self.wanted(pdl), "the entities without classes")
        for (id, state) in states {
            for key in ["device_class", "state_class", "last_reset"] { #expect(state.attributes[key] == nil, "\(id)") }
        }
        try await plain.stop()
        let energy = try RunningHouse.homeAssistant(house, household(pdl))
        try await house.wait("the classes", "sensor.med_") {
            $0["sensor.med_\(pdl)_consumption_daily"]?.text("state_class") == "total"
        }
        try await energy.stop()
        let off = try RunningHouse.homeAssistant(house, household(pdl), ["discovery": .boolean(false)])
        try await house.wait("the entities to go", "sensor.med_") { $0.isEmpty }
        #expect(try house.registered("sensor.med_").isEmpty)
        try await off.stop()
    }

    @Test func aRemovedMeterGoes() async throws {
        let (old, new) = ("01000000000008", "01000000000009")
        let before = try RunningHouse.homeAssistant(house, household(old))
        try await shows(Self.wanted(old), "the entities")
        try await before.stop()
        let after = try RunningHouse.homeAssistant(house, household(new))
        try await shows(Self.wanted(new), "the new meter alone")
        #expect(try house.registered("sensor.med_") == Set(Self.wanted(new).keys))
        try await takeBack(after, new)
    }
}
