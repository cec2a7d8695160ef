import CMosquitto
import Glibc

extension MQTTFault {
    /// The fault of a reason code in PUBACK, PUBREC, PUBCOMP or SUBACK.
    init(messageReason reason: UInt8) {
        let code: Code =
            switch reason {
            case 135, 138: .notAuthorized
            case 143, 144: .invalidTopic
            case 149: .payloadTooLarge
            case 151, 147, 150: .quotaExceeded
            case 155: .qosNotSupported
            case 136, 137, 139: .brokerUnavailable
            default: .other
            }
        self.init(code, Self.text(reason), reasonCode: reason)
    }

    /// The fault of a refusing CONNACK: 1 to 5 are MQTT 3.1.1's, 128 and above MQTT 5's.
    ///
    /// Mosquitto answers a wrong password with 5 or 135, "not authorized", so these mean credentials here.
    init(connectReason reason: CInt) {
        let code: Code =
            switch reason {
            case 1, 132: .protocolVersion
            case 2, 133: .invalidConfiguration
            case 3, 136, 137, 139, 156, 157, 159: .brokerUnavailable
            case 4, 5, 134, 135, 140: .badCredentials
            case 138: .notAuthorized
            case 151: .quotaExceeded
            default: .other
            }
        let text =
            reason < 128
            ? String(cString: mosquitto_connack_string(reason)) : Self.text(UInt8(truncatingIfNeeded: reason))
        self.init(code, "the broker answered \(reason): \(text)", reasonCode: UInt8(exactly: reason))
    }

    /// The fault libmosquitto gives to its disconnect callback: below 128 its own error, above a broker's reason.
    init(disconnectReason reason: CInt) {
        if reason < 128 {
            self.init(libraryError: reason)
            return
        }
        let code: Code =
            switch reason {
            case 142: .takenOver
            case 135, 138: .notAuthorized
            case 136, 137, 139, 156, 157, 159: .brokerUnavailable
            case 149: .payloadTooLarge
            case 147, 150, 151: .quotaExceeded
            default: .connectionLost
            }
        let byte = UInt8(truncatingIfNeeded: reason)
        self.init(code, "the broker disconnected: \(Self.text(byte))", reasonCode: byte)
    }

    /// The fault of an error of libmosquitto on a connection in use.
    init(libraryError error: CInt) {
        let text = String(cString: mosquitto_strerror(error))
        switch error {
        case CInt(MOSQ_ERR_KEEPALIVE.rawValue):
            self.init(.connectionLost, "no answer to a ping")
        case CInt(MOSQ_ERR_CONN_LOST.rawValue), CInt(MOSQ_ERR_ERRNO.rawValue), CInt(MOSQ_ERR_NO_CONN.rawValue),
            CInt(MOSQ_ERR_PROTOCOL.rawValue), CInt(MOSQ_ERR_MALFORMED_PACKET.rawValue):
            self.init(.connectionLost, text)
        default:
            self.init(.other, text)
        }
    }

    /// The fault of a failed `mosquitto_connect`, with `errno` as it left it.
    init(connectError error: CInt, errno number: CInt, host: String, port: Int) {
        switch error {
        case CInt(MOSQ_ERR_EAI.rawValue):
            // libmosquitto leaves getaddrinfo's result in errno.
            self.init(.resolve, "\(host): \(String(cString: gai_strerror(number)))")
        case CInt(MOSQ_ERR_ERRNO.rawValue):
            let code: Code =
                switch number {
                case ECONNREFUSED: .refused
                case ETIMEDOUT: .timedOut
                case EHOSTUNREACH, ENETUNREACH, EHOSTDOWN, ENETDOWN: .unreachable
                default: .connectionLost
                }
            self.init(code, "\(host) port \(port): \(String(cString: strerror(number)))")
        default:
            self.init(libraryError: error)
        }
    }

    /// The fault told by libmosquitto's log, its only account of a failed TLS handshake; nil: nothing about TLS.
    init?(tlsLog lines: [String]) {
        func contains(_ part: String) -> Bool { lines.contains { $0.contains(part) } }
        let detail = lines.joined(separator: "; ")
        // The refused host name is followed by OpenSSL's "certificate verify failed": so it is asked first.
        if contains("host name verification failed") {
            self.init(.tlsHostName, "the certificate is not for this host name")
        } else if contains("certificate verify failed") {
            self.init(.tlsVerification, "the certificate is not signed by a trusted authority, or out of date")
        } else if contains("Unable to load") || contains("are inconsistent") {
            self.init(.tlsFile, detail)
        } else if contains("certificate required") || contains("alert bad certificate")
            || contains("alert unknown ca") || contains("handshake failure") || contains("alert certificate")
        {
            self.init(.tlsClientCertificate, detail)
        } else if contains("OpenSSL Error") {
            self.init(.tlsHandshake, detail)
        } else {
            return nil
        }
    }

    private static func text(_ reason: UInt8) -> String {
        "\(String(cString: mosquitto_reason_string(CInt(reason)))) (\(reason))"
    }
}
