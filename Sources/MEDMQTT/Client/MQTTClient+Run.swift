extension MQTTClient {
    /// Connects, and connects again whatever ends the connection, until the task is cancelled.
    ///
    /// It reconnects in the cases libmosquitto does not: a broker that is not there at first, a refused password on
    /// MQTT 5, a failed TLS handshake. Faults are told as events; permanent ones are tried again only after the
    /// longest delay. Cancelled, it waits up to ``MQTTConfiguration/shutdownTimeout`` for acknowledgements,
    /// disconnects politely and returns; calls that still wait throw ``MQTTFault/Code/shutDown``.
    ///
    /// - Throws: ``MQTTFault`` when it is running already.
    public func run() async throws {
        try shared.begin()
        defer { shared.end() }
        var supervisor = Supervisor(version: configuration.protocolVersion, delays: configuration.reconnectDelay)
        while !Task.isCancelled {
            let ending = await connection(supervisor.version)
            if Task.isCancelled { break }
            let action = supervisor.next(after: ending, jitter: .random(in: 0...1))
            if let fault = action.fault {
                // First for those who wait: the event may make its reader look at them.
                shared.failed(fault)
                if ending.established != nil {
                    shared.emit(.disconnected(fault))
                } else {
                    shared.emit(.connectionFailed(fault, retryAfter: action.delay))
                }
            }
            try? await Task.sleep(for: action.delay)
        }
    }

    private func connection(_ version: MQTTProtocolVersion) async -> Supervisor.Ending {
        do throws(MQTTFault) {
            return try await Connection(configuration, version: version, shared: shared).run()
        } catch {
            return Supervisor.Ending(fault: error)
        }
    }

    /// Waits for a connection.
    ///
    /// - Parameter timeout: how long at most.
    /// - Returns: what the broker agreed to.
    /// - Throws: ``MQTTFault``: a permanent fault at once, otherwise the last one when the time is over.
    @discardableResult
    public func waitUntilConnected(timeout: Duration = .seconds(30)) async throws -> MQTTConnectionInfo {
        try await waitUntilConnected(timeout: timeout, failsAtFirstFault: false)
    }

    func waitUntilConnected(timeout: Duration, failsAtFirstFault: Bool) async throws -> MQTTConnectionInfo {
        let id = shared.state.withLock { $0.newID() }
        defer { shared.state.withLock { _ = $0.cancelledIDs.remove(id) } }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                shared.waitUntilConnected(
                    id,
                    continuation,
                    deadline: .now + timeout,
                    failsAtFirstFault: failsAtFirstFault
                )
            }
        } onCancel: {
            shared.cancelConnectWaiter(id)
        }
    }

    /// Connects, runs the operation and disconnects, whatever the operation's end.
    ///
    /// - Throws: ``MQTTFault`` of the first failed attempt, without trying again; or what the operation throws.
    public static func withConnection<Value>(
        _ configuration: MQTTConfiguration,
        operation: (MQTTClient) async throws -> Value
    ) async throws -> Value {
        let client = try MQTTClient(configuration: configuration)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await client.run() }
            defer { group.cancelAll() }
            // Longer than an attempt, which ends by itself; twice, for the fallback to MQTT 3.1.1.
            let timeout = configuration.connectTimeout * 2 + .seconds(1)
            _ = try await client.waitUntilConnected(timeout: timeout, failsAtFirstFault: true)
            return try await operation(client)
        }
    }

    /// Drops the connection as a crash does: without DISCONNECT, so that the broker publishes the will.
    func abort() {
        shared.state.withLock { $0.connection }?.abort()
    }
}
