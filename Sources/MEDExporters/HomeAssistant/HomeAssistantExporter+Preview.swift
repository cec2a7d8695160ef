public import MEDCore

extension HomeAssistantExporter: PreviewingExporter {
    /// The availability, and for each entity its state and its announcement; nothing with discovery off.
    public func preview(_ state: CurrentState) -> [PreviewedMessage] {
        guard settings.hasDiscovery else { return [] }
        return [message(settings.topics.availability, Array("online".utf8))]
            + settings.entities.entities(of: state).flatMap {
                [message($0.stateTopic, $0.state), message($0.configTopic, $0.config)]
            }
    }

    /// None: the rows of the statistics depend on the sums that Home Assistant has.
    public func preview(_ days: [DayDocument]) -> [PreviewedMessage] { [] }

    private func message(_ topic: String, _ payload: [UInt8]) -> PreviewedMessage {
        PreviewedMessage(address: topic, body: payload, manner: "QoS 1, retained")
    }
}
