import MEDCore
import MEDMQTT

/// The stages of a connection test as they are found; those behind a failure are said not to have been tried.
struct MQTTTestReport {
    private let broker: MQTTBroker
    private var stages: [ConnectionTestStage] = []

    init(_ broker: MQTTBroker) {
        self.broker = broker
    }

    mutating func pass(_ name: ConnectionTestStage.Name, _ time: Duration?, _ detail: LocalizedText) {
        let milliseconds = time.map { $0 / .milliseconds(1) }
        stages.append(ConnectionTestStage(name, .passed, milliseconds: milliseconds, detail: detail))
    }

    mutating func leaveOpen(_ name: ConnectionTestStage.Name, _ detail: LocalizedText) {
        stages.append(ConnectionTestStage(name, .notCheckable, detail: detail))
    }

    /// The broker took the connection: network, TLS and credentials are right.
    mutating func connected(_ info: MQTTConnectionInfo) {
        passConnect(.milliseconds(info.connectMilliseconds))
        if broker.tls != nil { passTLS() } else { skipTLS() }
        let version = info.protocolVersion == .v5 ? "MQTT 5" : "MQTT 3.1.1"
        let detail =
            broker.username == nil
            ? LocalizedText(
                fr: "Connexion anonyme acceptée, \(version)", en: "Anonymous connection accepted, \(version)")
            : LocalizedText(fr: "Identifiants acceptés, \(version)", en: "Credentials accepted, \(version)")
        pass(.authenticate, .milliseconds(info.handshakeMilliseconds), detail)
    }

    /// A failed attempt: the stages before the one that the fault belongs to were passed.
    mutating func fail(_ fault: MQTTFault) {
        let stage = fault.stage
        if stage == .tls || stage == .authenticate { passConnect(nil) }
        if stage == .authenticate { if broker.tls != nil { passTLS() } else { skipTLS() } }
        fail(fault, at: stage)
    }

    mutating func fail(_ fault: MQTTFault, at name: ConnectionTestStage.Name) {
        let text = MQTTFaultText(fault, endpoint: broker.endpoint)
        stages.append(ConnectionTestStage(name, .failed, detail: text.cause, hint: text.hint))
    }

    func result(server: String? = nil) -> ConnectionTestResult {
        let tried = Set(stages.map(\.name))
        let others = ConnectionTestStage.Name.allCases.filter { !tried.contains($0) }.map {
            ConnectionTestStage($0, .notCheckable, detail: LocalizedText(fr: "Non essayé", en: "Not tried"))
        }
        return ConnectionTestResult(stages: stages + others, server: server)
    }

    private mutating func passConnect(_ time: Duration?) {
        let text = "Broker MQTT: \(broker.endpoint)"
        pass(.connect, time, LocalizedText(fr: text, en: text))
    }

    private mutating func passTLS() {
        // Its handshake is measured together with the broker's answer.
        pass(.tls, nil, LocalizedText(fr: "Certificat vérifié", en: "Certificate verified"))
    }

    private mutating func skipTLS() {
        leaveOpen(.tls, LocalizedText(fr: "Connexion sans TLS", en: "Connection without TLS"))
    }
}

extension MQTTFault {
    /// Where in a connection it belongs.
    var stage: ConnectionTestStage.Name {
        switch code {
        case .resolve: .resolve
        case .tlsVerification, .tlsHostName, .tlsClientCertificate, .tlsFile, .tlsHandshake: .tls
        case .badCredentials, .notAuthorized, .protocolVersion, .quotaExceeded, .brokerUnavailable, .takenOver:
            .authenticate
        default: .connect
        }
    }
}
