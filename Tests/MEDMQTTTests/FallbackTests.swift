import MEDMQTT
import Synchronization
import TestServers
import Testing

/// A broker from before MQTT 5, as far as CONNECT: it refuses or hangs up on version 5 and accepts version 4.
private final class OldBroker: Sendable {
    enum Refusal: Sendable, CaseIterable { case connack3, connack5, hangUp }

    let broker: FakeBroker
    private let seen: Seen

    private final class Seen: Sendable {
        let versions = Mutex<[UInt8]>([])
    }

    var versions: [UInt8] { seen.versions.withLock { $0 } }

    init(_ refusal: Refusal) throws {
        let seen = Seen()
        self.seen = seen
        broker = try FakeBroker { packet in
            guard packet[0] & 0xF0 == 0x10 else { return .init([]) }
            // Fixed header (2 bytes), name length (2), "MQTT" (4), version.
            seen.versions.withLock { $0.append(packet[8]) }
            if packet[8] == 4 { return .init([0x20, 2, 0, 0]) }
            return switch refusal {
            case .connack3: .init([0x20, 2, 0, 1], hangsUp: true)
            case .connack5: .init([0x20, 3, 0, 0x84, 0], hangsUp: true)
            case .hangUp: .init([], hangsUp: true)
            }
        }
    }
}

@Suite(.timeLimit(.minutes(1)))
struct FallbackTests {
    @Test(arguments: OldBroker.Refusal.allCases)
    fileprivate func oldBrokerIsSpokenToInVersion311(refusal: OldBroker.Refusal) async throws {
        let old = try OldBroker(refusal)
        let configuration = MQTTConfiguration(host: "127.0.0.1", port: old.broker.port, clientID: "med")
        let info = try await MQTTClient.withConnection(configuration) { $0.connectionInfo }
        #expect(info?.protocolVersion == .v3_1_1)
        old.broker.stop()
        #expect(old.versions == [5, 4])
    }

    @Test(arguments: [OldBroker.Refusal.connack3, .connack5])
    fileprivate func withoutFallbackTheVersionIsTheFault(refusal: OldBroker.Refusal) async throws {
        let old = try OldBroker(refusal)
        let configuration = MQTTConfiguration(
            host: "127.0.0.1",
            port: old.broker.port,
            clientID: "med",
            protocolVersion: .v5
        )
        let failure = try await fault { try await MQTTClient.withConnection(configuration) { _ in } }
        #expect(failure.code == .protocolVersion)
        old.broker.stop()
    }
}
