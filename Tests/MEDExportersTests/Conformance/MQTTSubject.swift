import MEDCore
import MEDExporters
import MEDTesting
import Synchronization
import TestServers

extension ConformanceSubject {
    /// MQTT with its history, at a real mosquitto.
    static let mqtt: ConformanceSubject = {
        var subject = ConformanceSubject(
            "mqtt", MQTTExporter.self, series: [.consumption, .production], evidence: .acknowledged,
            notApplicable: mqttReasons
        ) { condition, secrets in
            try await MQTTStage(
                secrets,
                more: ["topic_prefix": .string("med"), "history": .boolean(true), "connect_timeout": .integer(60)]
            )
            .stage(condition)
        }
        // The second one is made with MQTT 3.1.1, for brokers that hang up on version 5.
        subject.attemptBound = 2
        subject.holds = { key, writes in
            guard case .pdl(let pdl) = key.stream else { return false }
            let topic = "med/\(pdl.digits)/history/\(key.series.rawValue)/\(key.day)"
            return writes.contains { $0.address == topic }
        }
        return subject
    }()

    static let mqttReasons: [ExporterPromise: String] = {
        var reasons: [ExporterPromise: String] = [:]
        for condition in [
            DestinationCondition.notFound, .tooManyRequests, .serverError, .unavailable, .redirect, .redirectToMetadata,
            .hugeBody,
        ] {
            reasons[.condition(condition)] = "MQTT has no such answer"
        }
        reasons[.condition(.successWithError)] =
            "a broker acknowledges or refuses; MQTT 3.1.1 brokers acknowledge what an access list drops, and nothing tells"
        reasons[.condition(.portBusy)] = "it connects, and listens on no port"
        reasons[.condition(.diskFull)] = "it writes no file"
        reasons[.condition(.readOnlyFolder)] = "it writes no file"
        return reasons
    }()
}

/// A mosquitto in one condition, and the real mosquitto_sub beside the exporter.
struct MQTTStage {
    private let secrets: ConformanceSecrets
    private let fieldPrefix: String
    private let more: [String: ConfigurationValue]
    private let owner = "owner"
    private let ownerPassword = "the owner's"

    /// - Parameter fieldPrefix: What the keys of the broker's fields begin with.
    init(_ secrets: ConformanceSecrets, fieldPrefix: String = "", more: [String: ConfigurationValue]) {
        self.secrets = secrets
        self.fieldPrefix = fieldPrefix
        self.more = more
    }

    private var password: String { secrets.value("password") }

    func stage(_ condition: DestinationCondition) async throws -> ConformanceStage? {
        switch condition {
        case .well, .slow: return try await listening(acl: nil)
        case .unauthorized: return try await listening(acl: nil, password: "\(password)-old")
        case .forbidden: return try await listening(acl: "topic read #")
        case .partialSuccess:
            return try await listening(acl: "topic readwrite med/\(ConformanceSubject.meters[0].digits)/#")
        case .silent: return try await frozen()
        case .noListener:
            let peer = try ClosedPeer()
            return unanswering(port: peer.port, owner: peer)
        case .blackHole:
            let peer = try SilentPeer()
            return unanswering(port: peer.port, owner: peer)
        case .reset:
            let peer = try CurtPeer()
            return unanswering(port: peer.port, owner: peer) { peer.connections }
        case .noTLS: return try await listening(acl: nil, values: ["tls": .boolean(true)])
        case .untrustedCertificate:
            let files = try certificates.get()
            return try await listening(
                acl: nil, security: .tls(files),
                values: ["tls": .boolean(true), "ca_cert": .string(files.otherCA)])
        default: return nil
        }
    }

    private func values(port: Int) -> [String: ConfigurationValue] {
        named([
            "host": .string("localhost"), "port": .integer(port), "username": .string("med"),
            "password": .secret(Secret(password)),
        ]).merging(more) { $1 }
    }

    private func named(_ values: [String: ConfigurationValue]) -> [String: ConfigurationValue] {
        Dictionary(uniqueKeysWithValues: values.map { (fieldPrefix + $0.key, $0.value) })
    }

    private func unanswering(
        port: Int, owner: any Sendable, attempts: @escaping @Sendable () -> Int = { 0 }
    ) -> ConformanceStage {
        ConformanceStage(values: values(port: port), owner: owner, attempts: { attempts() }, writes: { [] })
    }

    private func broker(
        acl: String?, password: String? = nil, security: MosquittoOptions.Security = .plain
    ) async throws -> MosquittoBroker {
        try await MosquittoBroker.started(
            .with {
                $0.security = security
                $0.users = ["med": password ?? self.password, owner: ownerPassword]
                if let acl { $0.acl = "user med\n\(acl)\nuser \(owner)\ntopic readwrite #" }
            })
    }

    private func listening(
        acl: String?, password: String? = nil, security: MosquittoOptions.Security = .plain,
        values: [String: ConfigurationValue] = [:]
    ) async throws -> ConformanceStage {
        let broker = try await broker(acl: acl, password: password, security: security)
        guard case .plain = security else {
            return ConformanceStage(
                values: self.values(port: broker.port).merging(named(values)) { $1 }, owner: broker,
                attempts: { Self.connections(at: broker) }, writes: { [] })
        }
        let user = (name: owner, password: ownerPassword)
        let subscriber = try await MosquittoSubscriber(broker, ["#"], user: user)
        let beside = Self.connections(at: broker)
        return ConformanceStage(
            values: self.values(port: broker.port).merging(named(values)) { $1 },
            owner: [broker, subscriber] as [any Sendable],
            attempts: { Self.connections(at: broker) - beside },
            writes: {
                // Behind everything that the broker has taken.
                let marker = "marker/\(UInt64.random(in: 0 ... .max))"
                try publish(broker, marker, "end", user: user)
                let lines = try await subscriber.wait { $0.contains { $0.topic == marker } }
                // The test's own message, not retained, on a topic that is nobody's value, shows the right to write.
                return lines.filter { !$0.topic.hasPrefix("marker/") && (!$0.topic.hasSuffix("/test") || $0.retain) }
                    .map {
                        ConformanceWrite(address: $0.topic, bytes: Array($0.payload.utf8))
                    }
            })
    }

    private func frozen() async throws -> ConformanceStage {
        let broker = try await broker(acl: nil)
        broker.freeze()
        return ConformanceStage(
            values: values(port: broker.port), owner: broker,
            // A CONNECT that lies there unread.
            attempts: { broker.unreadBytes > 0 ? 1 : 0 }, writes: { [] })
    }

    private static func connections(at broker: MosquittoBroker) -> Int {
        broker.log.split(separator: "\n").count { $0.contains("New connection from") }
    }
}
