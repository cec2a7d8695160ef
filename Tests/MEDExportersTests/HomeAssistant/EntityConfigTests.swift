import MEDCore
import Testing

@testable import MEDExporters

/// The announcements, byte for byte, written by hand from
/// https://www.home-assistant.io/integrations/sensor.mqtt/ and binary_sensor.mqtt/.
@Suite(.timeLimit(.minutes(1)))
struct EntityConfigTests {
    private func configs(prefix: String = "med", isForEnergy: Bool = true) -> [String: String] {
        let entities = HomeAssistantEntities(topics: standardTopics, prefix: prefix, isForEnergy: isForEnergy)
        return Dictionary(
            uniqueKeysWithValues: entities.entities(of: fullState()).map {
                ($0.configTopic, String(decoding: $0.config, as: UTF8.self))
            })
    }

    private static let meterTail =
        #""availability_topic":"homeassistant/sensor/med_0123456789abcdef/availability","device":{"identifiers":["med_12345678901234"],"name":"Linky 12345678901234","manufacturer":"Enedis","model":"Linky","serial_number":"12345678901234"},"origin":{"name":"myelectricaldata"}}"#
    private static let nationalTail =
        #""availability_topic":"homeassistant/sensor/med_0123456789abcdef/availability","device":{"identifiers":["med_national"],"name":"MyElectricalData","manufacturer":"RTE","model":"Tempo, EcoWatt"},"origin":{"name":"myelectricaldata"}}"#

    private static func energy(_ key: String, _ name: String) -> (String, String) {
        (
            "homeassistant/sensor/med_12345678901234/\(key)/config",
            #"{"name":"\#(name)","unique_id":"med_12345678901234_\#(key)","object_id":"med_12345678901234_\#(key)","default_entity_id":"sensor.med_12345678901234_\#(key)","state_topic":"homeassistant/sensor/med_12345678901234/\#(key)/state","value_template":"{{ value_json.value }}","json_attributes_topic":"homeassistant/sensor/med_12345678901234/\#(key)/state","json_attributes_template":"{{ value_json.attributes | tojson }}","unit_of_measurement":"kWh","device_class":"energy","state_class":"total","last_reset_value_template":"{{ value_json.last_reset }}","#
                + meterTail
        )
    }

    private static func color(_ key: String, _ name: String) -> (String, String) {
        (
            "homeassistant/sensor/med_national/\(key)/config",
            #"{"name":"\#(name)","unique_id":"med_\#(key)","object_id":"med_\#(key)","default_entity_id":"sensor.med_\#(key)","state_topic":"homeassistant/sensor/med_national/\#(key)/state","value_template":"{{ 'unknown' if value_json.value is none else value_json.value }}","json_attributes_topic":"homeassistant/sensor/med_national/\#(key)/state","json_attributes_template":"{{ value_json.attributes | tojson }}","#
                + nationalTail
        )
    }

    private static func remaining(_ key: String, _ name: String) -> (String, String) {
        (
            "homeassistant/sensor/med_national/\(key)/config",
            #"{"name":"\#(name)","unique_id":"med_\#(key)","object_id":"med_\#(key)","default_entity_id":"sensor.med_\#(key)","state_topic":"homeassistant/sensor/med_national/\#(key)/state","value_template":"{{ value_json.value }}","unit_of_measurement":"d","#
                + nationalTail
        )
    }

    @Test func everyAnnouncementByteForByte() {
        let expected = Dictionary(uniqueKeysWithValues: [
            Self.energy("consumption_daily", "Consommation quotidienne"),
            Self.energy("consumption_hc", "Consommation heures creuses"),
            Self.energy("consumption_hp", "Consommation heures pleines"),
            Self.energy("production_daily", "Production quotidienne"),
            (
                "homeassistant/sensor/med_12345678901234/max_power/config",
                #"{"name":"Puissance maximale","unique_id":"med_12345678901234_max_power","object_id":"med_12345678901234_max_power","default_entity_id":"sensor.med_12345678901234_max_power","state_topic":"homeassistant/sensor/med_12345678901234/max_power/state","value_template":"{{ value_json.value }}","json_attributes_topic":"homeassistant/sensor/med_12345678901234/max_power/state","json_attributes_template":"{{ value_json.attributes | tojson }}","unit_of_measurement":"VA","device_class":"apparent_power","state_class":"measurement","#
                    + Self.meterTail
            ),
            Self.color("tempo_today", "Tempo aujourd'hui"), Self.color("tempo_tomorrow", "Tempo demain"),
            Self.remaining("tempo_remaining_blue", "Tempo jours bleus restants"),
            Self.remaining("tempo_remaining_white", "Tempo jours blancs restants"),
            Self.remaining("tempo_remaining_red", "Tempo jours rouges restants"),
            Self.color("ecowatt_current", "EcoWatt maintenant"),
            (
                "homeassistant/binary_sensor/med_national/ecowatt_alert/config",
                #"{"name":"Alerte EcoWatt","unique_id":"med_ecowatt_alert","object_id":"med_ecowatt_alert","default_entity_id":"binary_sensor.med_ecowatt_alert","state_topic":"homeassistant/binary_sensor/med_national/ecowatt_alert/state","value_template":"{{ value_json.value }}","device_class":"problem","#
                    + Self.nationalTail
            ),
        ])
        let configs = configs()
        for (topic, config) in expected { #expect(configs[topic] == config) }
        #expect(Set(configs.keys) == Set(expected.keys))
    }

    @Test func withoutEnergyNoClassIsLeft() {
        for (topic, config) in configs(isForEnergy: false) {
            for word in ["device_class", "state_class", "last_reset"] { #expect(!config.contains(word), "\(topic)") }
        }
    }

    @Test func aPrefixIsInIDsAndNotInTopics() {
        let (standard, own) = (configs(), configs(prefix: "maison"))
        #expect(Set(standard.keys) == Set(own.keys))
        let daily = own["homeassistant/sensor/med_12345678901234/consumption_daily/config"] ?? ""
        #expect(daily.contains(#""unique_id":"maison_12345678901234_consumption_daily""#))
        #expect(daily.contains(#""default_entity_id":"sensor.maison_12345678901234_consumption_daily""#))
        #expect(daily.contains(#""identifiers":["maison_12345678901234"]"#))
        let tempo = own["homeassistant/sensor/med_national/tempo_today/config"] ?? ""
        #expect(tempo.contains(#""default_entity_id":"sensor.maison_tempo_today""#))
    }

    @Test func everyAnnouncementIsJSON() throws {
        let read = try pythonReads(Array(configs().values))
        #expect(read.count == 12)
        for config in read { #expect(config?["state_topic"] is String) }
    }
}
