/// The broker's answer to one published message.
public struct MQTTAck: Sendable, Equatable {
    /// The quality of service of the message: at 0 nobody acknowledged, the message was written to the connection.
    public let qos: MQTTQoS
    /// The reason code of PUBACK or PUBCOMP (MQTT 5, section 2.4), below 128: 0 success, 16 nobody subscribed.
    /// Always 0 on MQTT 3.1.1 and for QoS 0.
    public let reasonCode: UInt8

    /// An acknowledgement, for tests of code that handles them.
    public init(qos: MQTTQoS, reasonCode: UInt8 = 0) {
        self.qos = qos
        self.reasonCode = reasonCode
    }
}
