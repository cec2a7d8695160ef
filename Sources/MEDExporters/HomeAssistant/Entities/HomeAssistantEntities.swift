import MEDCore

/// Which entities a state has, and the bytes of both their messages, as pure functions.
struct HomeAssistantEntities: Sendable {
    static let originName = "myelectricaldata"

    let topics: HomeAssistantTopics
    /// What entity ids begin with: `med`, or the configured prefix.
    let prefix: String
    /// Whether device class, state class and last reset are there.
    let isForEnergy: Bool

    /// The entities that have data, in a fixed order: meters, then Tempo, then EcoWatt.
    func entities(of state: CurrentState) -> [HomeAssistantEntity] {
        state.meters.flatMap(entities) + (state.tempo.map(entities) ?? []) + (state.ecowatt.map(entities) ?? [])
    }

    func entity(_ key: HomeAssistantEntityKey, of pdl: PDL?, _ state: HomeAssistantState) -> HomeAssistantEntity {
        let uniqueID = "\(owner(pdl))\(key.rawValue)"
        let entityID = "\(key.component).\(uniqueID)"
        return HomeAssistantEntity(
            configTopic: topics.config(key, of: pdl),
            config: config(key, of: pdl, uniqueID: uniqueID, entityID: entityID),
            stateTopic: topics.state(key, of: pdl), state: state.bytes(hasLastReset: isForEnergy),
            uniqueID: uniqueID, entityID: entityID)
    }

    private func owner(_ pdl: PDL?) -> String { pdl.map { "\(prefix)_\($0.digits)_" } ?? "\(prefix)_" }

    /// Home Assistant before 2026.4 makes the entity id of `object_id`, from 2025.10 on also of `default_entity_id`; both
    /// together are right on all of them.
    private func config(
        _ key: HomeAssistantEntityKey, of pdl: PDL?, uniqueID: String, entityID: String
    ) -> [UInt8] {
        var json = JSONWriter(reservingCapacity: 1_024)
        json.object { json in
            json.member("name", key.name)
            json.member("unique_id", uniqueID)
            json.member("object_id", uniqueID)
            json.member("default_entity_id", entityID)
            json.member("state_topic", topics.state(key, of: pdl))
            json.member("value_template", key.valueTemplate)
            if key.hasAttributes {
                json.member("json_attributes_topic", topics.state(key, of: pdl))
                json.member("json_attributes_template", "{{ value_json.attributes | tojson }}")
            }
            if let unit = key.unit { json.member("unit_of_measurement", unit) }
            if isForEnergy {
                if let name = key.deviceClass { json.member("device_class", name) }
                if let name = key.stateClass { json.member("state_class", name) }
                if key.isDailyEnergy { json.member("last_reset_value_template", "{{ value_json.last_reset }}") }
            }
            json.member("availability_topic", topics.availability)
            json.key("device")
            device(pdl, &json)
            json.key("origin")
            json.object { $0.member("name", Self.originName) }
        }
        return json.bytes
    }

    private func device(_ pdl: PDL?, _ json: inout JSONWriter) {
        json.object { json in
            json.key("identifiers")
            json.array { $0.string("\(prefix)_\(pdl?.digits ?? "national")") }
            json.member("name", pdl.map { "Linky \($0.digits)" } ?? "MyElectricalData")
            json.member("manufacturer", pdl == nil ? "RTE" : "Enedis")
            json.member("model", pdl == nil ? "Tempo, EcoWatt" : "Linky")
            if let pdl { json.member("serial_number", pdl.digits) }
        }
    }
}
