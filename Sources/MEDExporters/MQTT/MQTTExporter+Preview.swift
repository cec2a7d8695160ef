public import MEDCore
import MEDMQTT

extension MQTTExporter: PreviewingExporter {
    /// The topics and payloads of the current state.
    public func preview(_ state: CurrentState) -> [PreviewedMessage] {
        payloads.values(of: state).map { message($0, isRetained: settings.retain) }
    }

    /// Those of the history, when it is on.
    public func preview(_ days: [DayDocument]) -> [PreviewedMessage] {
        guard settings.hasHistory else { return [] }
        return days.compactMap(payloads.history).map { message($0, isRetained: false) }
    }

    private func message(_ value: MQTTTopicValue, isRetained: Bool) -> PreviewedMessage {
        PreviewedMessage(
            address: value.topic, body: value.payload,
            manner: "QoS \(settings.qos.rawValue)\(isRetained ? ", retained" : "")")
    }
}
