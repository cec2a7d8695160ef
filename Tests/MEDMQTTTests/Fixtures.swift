import Foundation
import MEDMQTT
import Synchronization
import TestServers
import Testing

/// Shared by the tests that run at the same time, and removed with the last of them.
let certificates = SharedCertificates()

final class SharedCertificates: Sendable {
    private struct Weak: Sendable {
        weak let certificates: TestCertificates?
    }

    private let made = Mutex(Weak(certificates: nil))

    func get() throws -> TestCertificates {
        try made.withLock { made in
            if let certificates = made.certificates { return certificates }
            let certificates = try TestCertificates()
            made = Weak(certificates: certificates)
            return certificates
        }
    }
}

extension MosquittoBroker {
    /// A client of this broker that reconnects quickly.
    func configuration(_ change: (inout MQTTConfiguration) -> Void = { _ in }) -> MQTTConfiguration {
        var configuration = MQTTConfiguration(
            host: host,
            port: port,
            clientID: "med-\(UUID().uuidString.prefix(8))",
            connectTimeout: .seconds(5),
            reconnectDelay: .milliseconds(20) ... .milliseconds(200)
        )
        change(&configuration)
        return configuration
    }
}

/// Runs a client next to the operation and stops it afterwards.
func running<Value: Sendable>(
    _ configuration: MQTTConfiguration,
    _ operation: (MQTTClient) async throws -> Value
) async throws -> Value {
    let client = try MQTTClient(configuration: configuration)
    let task = Task { try await client.run() }
    let result: Value
    do {
        result = try await operation(client)
    } catch {
        task.cancel()
        try await task.value
        throw error
    }
    task.cancel()
    try await task.value
    return result
}

/// The fault an operation throws.
func fault(_ operation: () async throws -> Void) async throws -> MQTTFault {
    do {
        try await operation()
    } catch let fault as MQTTFault {
        return fault
    }
    throw TestServerError("nothing was thrown")
}

/// The first event that matches.
func first<Value>(
    _ events: AsyncStream<MQTTEvent>,
    _ match: (MQTTEvent) -> Value?
) async throws -> Value {
    for await event in events {
        if let value = match(event) { return value }
    }
    throw TestServerError("the events ended")
}

/// Messages `prefix/i` with the payload `i`.
func numbered(_ count: Int, topic: String = "numbers", qos: MQTTQoS = .atLeastOnce) -> MQTTBatch {
    var batch = MQTTBatch()
    batch.reserveCapacity(messages: count, bytes: count * 24)
    for index in 0..<count { batch.append(topic: topic, payload: String(index), qos: qos) }
    return batch
}
