/// Decides when to connect again and with which MQTT version. No I/O, no clock, no randomness of its own.
struct Supervisor {
    /// How a connection or an attempt ended.
    struct Ending: Sendable {
        var fault: MQTTFault
        /// How long the connection was established; nil: the broker never accepted it.
        var established: Duration?
        /// CONNECT was sent and the broker hung up without an answer, as brokers before MQTT 5 do.
        var hungUpOnConnect = false
    }

    /// What to do next.
    struct Action: Equatable {
        /// How long to wait before the next attempt.
        var delay: Duration
        /// What to tell; nil: a step of the version fallback.
        var fault: MQTTFault?
    }

    private let wanted: MQTTProtocolVersion
    private let delays: ClosedRange<Duration>
    /// Consecutive endings without a stable connection in between.
    private var attempts = 0
    /// Consecutive connections that were accepted and lost before they were stable.
    private var shortConnections = 0
    /// The version of the next attempt: never `v5WithFallback`.
    private(set) var version: MQTTProtocolVersion
    private var isFallbackSettled = false

    init(version: MQTTProtocolVersion, delays: ClosedRange<Duration>) {
        wanted = version
        self.delays = delays
        self.version = version == .v3_1_1 ? .v3_1_1 : .v5
    }

    /// How long a connection must hold for the delays to start over: two clients with one identifier throw each
    /// other out within milliseconds of a successful connection.
    private var stable: Duration { delays.upperBound }

    /// - Parameter jitter: a random number from 0 to 1.
    mutating func next(after ending: Ending, jitter: Double) -> Action {
        if wanted == .v5WithFallback, ending.established == nil {
            if version == .v5, ending.fault.code == .protocolVersion {
                version = .v3_1_1
                isFallbackSettled = true
                return Action(delay: .zero, fault: nil)
            }
            if version == .v5, ending.hungUpOnConnect {
                version = .v3_1_1
                return Action(delay: .zero, fault: nil)
            }
        }
        if wanted == .v5WithFallback, !isFallbackSettled { version = .v5 }
        if let established = ending.established, established >= stable { attempts = 0 }
        defer { attempts = min(attempts + 1, 30) }
        let fault = explained(ending)
        if fault.isPermanent {
            return Action(delay: delays.upperBound, fault: fault)
        }
        var limit = delays.lowerBound
        for _ in 0..<attempts where limit < delays.upperBound { limit = limit * 2 }
        return Action(delay: min(limit, delays.upperBound) * jitter, fault: fault)
    }

    /// Mosquitto 2.0 and every 3.1.1 broker close a taken-over connection without saying why: it shows only in that
    /// connections keep ending soon after they were accepted.
    private mutating func explained(_ ending: Ending) -> MQTTFault {
        guard let established = ending.established, established < stable, ending.fault.code == .connectionLost else {
            if ending.established != nil { shortConnections = 0 }
            return ending.fault
        }
        shortConnections += 1
        guard shortConnections >= 3 else { return ending.fault }
        return MQTTFault(
            .takenOver,
            "\(shortConnections) connections in a row were accepted and soon closed: probably another client has the "
                + "same identifier"
        )
    }
}
