import CMosquitto

extension MQTTClient {
    /// Subscribes and returns when the broker accepted every filter; not connected, it waits.
    ///
    /// Every later connection subscribes again. Retained messages come again then, with
    /// ``MQTTReceived/retain`` set. When the stream ends or is dropped, the client unsubscribes.
    ///
    /// - Parameters:
    ///   - filters: Topic filters, which may have `+` and `#`, with the highest quality of service wanted.
    ///   - bufferSize: How many messages wait for a slow reader; beyond, the oldest is dropped, which is told as
    ///     ``MQTTEvent/receivedMessageDropped(topic:)``.
    ///   - timeout: How long to wait for the broker's answer, connection included.
    /// - Returns: The messages of these filters, until the client stops.
    /// - Throws: ``MQTTFault``: `notAuthorized`, `invalidTopic`, `timedOut`, `cancelled`, or why there is no
    ///   connection.
    public func subscribe(
        to filters: [(String, MQTTQoS)],
        bufferSize: Int = 1024,
        timeout: Duration = .seconds(30)
    ) async throws -> AsyncStream<MQTTReceived> {
        for (filter, _) in filters where !Self.isValid(filter) {
            throw MQTTFault(.invalidTopic, "the filter \(filter)")
        }
        if filters.isEmpty { throw MQTTFault(.invalidTopic, "no filter") }
        let (stream, messages) = AsyncStream.makeStream(
            of: MQTTReceived.self,
            bufferingPolicy: .bufferingNewest(bufferSize)
        )
        let id = shared.state.withLock { $0.newID() }
        defer { shared.state.withLock { _ = $0.cancelledIDs.remove(id) } }
        messages.onTermination = { [weak shared] _ in shared?.unsubscribe(id) }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                shared.subscribe(
                    Subscription(
                        id: id,
                        filters: filters.map { (filter: $0.0, qos: $0.1) },
                        messages: messages,
                        deadline: .now + timeout,
                        waiting: continuation,
                        unanswered: filters.count
                    )
                )
            }
        } onCancel: {
            shared.state.withLock { _ = $0.cancelledIDs.insert(id) }
            shared.unsubscribe(id)
        }
        return stream
    }

    /// Subscribes to one filter.
    ///
    /// - Throws: As ``subscribe(to:bufferSize:timeout:)``.
    public func messages(
        matching filter: String,
        qos: MQTTQoS = .atLeastOnce
    ) async throws -> AsyncStream<MQTTReceived> {
        try await subscribe(to: [(filter, qos)])
    }

    private static func isValid(_ filter: String) -> Bool {
        !filter.isEmpty && !filter.utf8.contains(0) && mosquitto_sub_topic_check(filter) == 0
    }
}
