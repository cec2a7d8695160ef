/// An MQTT client over libmosquitto.
///
/// ``run()`` keeps the connection: call it once, in a task of its own, and cancel that task to stop. Everything else
/// may be called at any time, from any task; what needs a connection waits for it.
///
/// ```swift
/// try await MQTTClient.withConnection(MQTTConfiguration(host: "broker.local", clientID: "meter")) { client in
///     try await client.publish(MQTTMessage(topic: "house/power", payload: "1234"))
/// }
/// ```
///
/// Every connection is a new, clean session with a handle of its own, so libmosquitto never resends by itself:
/// a message whose acknowledgement was lost is reported as ``MQTTOutcome/unknown`` and it is the caller's to send it
/// again or not.
public final class MQTTClient: Sendable {
    /// What it was made with.
    public let configuration: MQTTConfiguration
    let shared = SharedState()

    /// A client that does not connect before ``run()``.
    ///
    /// - Throws: ``MQTTFault`` when the configuration cannot work: a host with a scheme, a port, window or interval
    ///   out of range, a CA, certificate or key file that cannot be read.
    public init(configuration: MQTTConfiguration) throws {
        try configuration.validate()
        self.configuration = configuration
    }

    /// What happens from now on; each access is a listener of its own, which keeps its latest 256 events.
    /// It ends with ``run()``.
    public var events: AsyncStream<MQTTEvent> { shared.events() }

    /// The current connection; nil: there is none.
    public var connectionInfo: MQTTConnectionInfo? { shared.state.withLock { $0.info } }
}
