public import MEDCore

/// What is published: the bytes of every topic in one of the formats, as pure functions.
///
/// Keys come in the order of document 003. Energies are kWh, rounded to Wh, with a point; `timestamp` is the instant at
/// which that version of the day entered the store, so that a re-send is byte-identical. What is not known is `null` in
/// JSON; the simple format has no number for it, so that its topic is left out (and cleared where it stood).
public struct MQTTPayloads: Sendable {
    /// The topics.
    public let topics: MQTTTopics
    /// JSON or values only.
    public let format: MQTTFormat
    /// Whether `consumption/hc` and `consumption/hp` are published besides `consumption/daily/hc` and `/hp`.
    public let hasShortTopics: Bool

    /// The payloads of a configuration.
    public init(topics: MQTTTopics, format: MQTTFormat = .json, hasShortTopics: Bool = true) {
        self.topics = topics
        self.format = format
        self.hasShortTopics = hasShortTopics
    }

    /// Every topic that belongs to a state, in a fixed order: meters, then Tempo, then EcoWatt.
    public func values(of state: CurrentState) -> [MQTTTopicValue] {
        var values: [MQTTTopicValue] = []
        for meter in state.meters { append(meter, to: &values) }
        if let tempo = state.tempo { append(tempo, to: &values) }
        if let ecowatt = state.ecowatt { append(ecowatt, to: &values) }
        return values
    }

    /// A day of the history: the members of `daily`, or its kWh. `nil` for a day whose energy is unknown.
    public func history(_ document: DayDocument) -> MQTTTopicValue? {
        guard let payload = day(document, RegisterReadings(document)) else { return nil }
        return MQTTTopicValue(
            topic: topics.history(document.pdl, document.direction, document.day), payload: payload)
    }

    /// The status, which is JSON in both formats.
    public func status(_ status: ServiceStatus) -> [UInt8] {
        var json = JSONWriter()
        json.object {
            $0.member("status", status.health.rawValue)
            $0.member("last_sync", status.lastSync?.description)
            $0.member("next_sync", status.nextSync?.description)
            $0.member("pdl_count", status.pdlCount)
            $0.key("errors")
            $0.array { for error in status.errors { $0.string(error) } }
        }
        return json.bytes
    }

    /// The last will, and the goodbye: `offline`, nothing planned, no errors, the rest as it was.
    public func offline(after last: ServiceStatus) -> [UInt8] {
        status(ServiceStatus(health: .offline, lastSync: last.lastSync, pdlCount: last.pdlCount))
    }
}
