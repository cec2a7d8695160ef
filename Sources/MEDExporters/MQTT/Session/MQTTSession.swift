import MEDCore
import MEDMQTT

/// The connection that `run` keeps, shared with the calls that publish meanwhile.
actor MQTTSession {
    /// The client of `run`; `nil` when it is not running.
    private(set) var client: MQTTClient?
    private(set) var published = PublishedTopics()
    /// The latest status; `nil` before the engine said any.
    private(set) var status: ServiceStatus?
    /// Whether the status stands at the broker, so that a goodbye is due.
    private(set) var hasStatus = false
    private var permit = StatusPermit()
    private var arrival: AsyncStream<Void>.Continuation?
    private var changes: AsyncStream<Void>.Continuation?

    func begin(_ client: MQTTClient) { self.client = client }

    func end() {
        client = nil
        status = nil
        hasStatus = false
        published.reconnected()
    }

    func note(_ status: ServiceStatus) {
        self.status = status
        arrival?.finish()
        changes?.yield()
    }

    /// The first status, which the last will needs; a plain one when the engine does not say any in time.
    func firstStatus(within limit: Duration) async -> ServiceStatus {
        if let status { return status }
        let (stream, arrival) = AsyncStream.makeStream(of: Void.self)
        self.arrival = arrival
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for await _ in stream {} }
            group.addTask { try? await Task.sleep(for: limit) }
            await group.next()
            group.cancelAll()
        }
        return status ?? ServiceStatus()
    }

    /// One element per change of the status, or one for several when they are read slowly.
    func statusChanges() -> AsyncStream<Void> {
        let (stream, changes) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        self.changes = changes
        return stream
    }

    func connected() { published.reconnected() }

    /// The status to publish, after which `endStatus` is due; `nil`: there is none, or it is withheld.
    func beginStatus() -> ServiceStatus? {
        guard let status, permit.begin() else { return nil }
        return status
    }

    func endStatus(isAcknowledged: Bool) {
        if isAcknowledged { hasStatus = true }
        for waiter in permit.end() { waiter.resume() }
    }

    /// No status any more, nor a goodbye, until `grantStatus`; returns once none is under way.
    func withholdStatus() async {
        await withCheckedContinuation { waiter in
            if permit.withhold(waiter) { waiter.resume() }
        }
        hasStatus = false
    }

    /// Returns whether the status was withheld, and has to be published again.
    func grantStatus() -> Bool { permit.grant() }

    func steps(to values: [MQTTTopicValue], owned: Set<String>) -> (steps: [PublishedTopics.Step], connection: Int) {
        (published.steps(to: values, owned: owned), published.connection)
    }

    func found(_ topic: String) -> (step: PublishedTopics.Step, connection: Int)? {
        published.find(topic).map { ($0, published.connection) }
    }

    func acknowledge(_ steps: [PublishedTopics.Step], on connection: Int) {
        for step in steps { published.acknowledge(step, on: connection) }
    }

    func forget(_ topics: [String]) { published.forget(topics) }
}
