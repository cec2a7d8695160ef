import MEDCore
import MEDExporters
import MEDTesting

extension ConformanceSubject {
    /// Home Assistant's sensors, announced at a real mosquitto.
    static let homeAssistantSensors: ConformanceSubject = {
        var reasons = mqttReasons
        reasons[.unknownDays] = "it shows the current state, and no days"
        reasons[.condition(.partialSuccess)] = "the current state is published again until all of it is acknowledged"
        var subject = ConformanceSubject(
            "home_assistant (sensors)", HomeAssistantExporter.self, series: [], evidence: .acknowledged,
            notApplicable: reasons
        ) { condition, secrets in
            try await MQTTStage(
                secrets, fieldPrefix: "mqtt.", more: ["discovery_prefix": .string("homeassistant")]
            ).stage(condition)
        }
        // The second one is made with MQTT 3.1.1, for brokers that hang up on version 5.
        subject.attemptBound = 2
        // A token belongs to the statistics.
        subject.unsetSecrets = ["token"]
        return subject
    }()
}
