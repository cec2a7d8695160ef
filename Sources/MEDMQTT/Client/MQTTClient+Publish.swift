extension MQTTClient {
    /// Publishes a message and returns when it is acknowledged: PUBACK or PUBCOMP; QoS 0: when it is written.
    ///
    /// Not connected, it waits. The message is sent at most once: when the connection ends before the acknowledgement
    /// this throws ``MQTTFault/Code/connectionLost``, and the broker may have the message or not.
    ///
    /// - Parameters:
    ///   - message: What to publish.
    ///   - timeout: How long to wait, connection included.
    /// - Throws: ``MQTTFault``: `notAuthorized` when the access list denies the topic (MQTT 5 only: 3.1.1 brokers
    ///   acknowledge what they drop), `invalidTopic`, `payloadTooLarge`, `timedOut`, `connectionLost`, `cancelled`, or
    ///   why there is no connection.
    @discardableResult
    public func publish(_ message: MQTTMessage, timeout: Duration = .seconds(30)) async throws -> MQTTAck {
        var batch = MQTTBatch()
        batch.append(message)
        let result = try await publish(contentsOf: batch, timeout: timeout)
        switch result[0] {
        case .acknowledged(let reasonCode):
            return MQTTAck(qos: message.qos, reasonCode: reasonCode)
        case .refused(let fault):
            throw fault
        case .unknown, .notSent:
            throw result.interruption ?? MQTTFault(.connectionLost)
        }
    }

    /// Publishes messages in their order and returns when the broker answered all of them; suspends once.
    ///
    /// Not connected, it waits. Once a message left, the end of the connection ends the call at once: what was not
    /// acknowledged is `unknown`, what was not sent is `notSent`, and nothing is sent again behind the caller's back.
    /// So the caller may continue from there without changing the order of messages of one topic.
    ///
    /// - Parameters:
    ///   - batch: The messages, with their topics, payloads and flags.
    ///   - timeout: How long to wait for all of it, connection included.
    /// - Returns: The outcome of each message. With an ``MQTTBatchResult/interruption``, the deadline, the task's
    ///   cancellation or the connection ended the call early.
    /// - Throws: ``MQTTFault`` when it ended before anything was sent: then the broker has none of these messages.
    @discardableResult
    public func publish(
        contentsOf batch: MQTTBatch,
        timeout: Duration = .seconds(30)
    ) async throws -> MQTTBatchResult {
        if batch.isEmpty { return MQTTBatchResult(outcomes: [], interruption: nil) }
        let call = PublishCall(batch: batch, deadline: .now + timeout)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                shared.submit(call, continuation)
            }
        } onCancel: {
            shared.abandon(call, MQTTFault(.cancelled))
        }
    }
}
