/// An ``MQTTOutcome`` in one byte: a reason code of the broker (0 to 162 in MQTT 5), or one of ours above.
struct OutcomeByte: RawRepresentable, Sendable, Equatable {
    let rawValue: UInt8

    static let unknown = Self(rawValue: 0xFF)
    static let notSent = Self(rawValue: 0xFE)
    static let invalidTopic = Self(rawValue: 0xFD)
    static let tooLarge = Self(rawValue: 0xFC)
    static let qosNotSupported = Self(rawValue: 0xFB)
    static let libraryRefused = Self(rawValue: 0xFA)

    var isAcknowledged: Bool { rawValue < 0x80 }

    var outcome: MQTTOutcome {
        switch self {
        case .unknown: .unknown
        case .notSent: .notSent
        case .invalidTopic:
            .refused(
                MQTTFault(.invalidTopic, "a topic is UTF-8 of 1 to 65,535 bytes without +, # or control characters")
            )
        case .tooLarge: .refused(MQTTFault(.payloadTooLarge, "larger than MQTT or this broker allows"))
        case .qosNotSupported: .refused(MQTTFault(.qosNotSupported, "above the broker's maximum"))
        case .libraryRefused: .refused(MQTTFault(.other, "libmosquitto refused the message"))
        case _ where isAcknowledged: .acknowledged(reasonCode: rawValue)
        default: .refused(MQTTFault(messageReason: rawValue))
        }
    }
}
