import MEDMQTT
import TestServers
import Testing

@Suite(.timeLimit(.minutes(1)))
struct TLSTests {
    private func attempt(
        _ security: (TestCertificates) -> MosquittoOptions.Security,
        _ tls: (TestCertificates) -> MQTTTLS?
    ) async throws -> MosquittoBroker {
        let files = try certificates.get()
        let broker = try await MosquittoBroker.started(.with { $0.security = security(files) })
        do {
            try await MQTTClient.withConnection(broker.configuration { $0.tls = tls(files) }) { client in
                _ = try await client.publish(MQTTMessage(topic: "a", payload: "b"))
            }
        } catch let fault as MQTTFault {
            // The broker must be alive still, so that the fault is the one asked for.
            #expect(!broker.log.contains("terminating"))
            throw fault
        }
        return broker
    }

    @Test func ownAuthority() async throws {
        _ = try await attempt({ .tls($0) }, { MQTTTLS(caFile: $0.ca) })
    }

    @Test func strangerAuthorityIsRefused() async throws {
        let failure = try await fault { _ = try await attempt({ .tls($0) }, { MQTTTLS(caFile: $0.otherCA) }) }
        #expect(failure.code == .tlsVerification)
        #expect(failure.isPermanent)
    }

    @Test func systemAuthoritiesDoNotTrustTheTestOne() async throws {
        let failure = try await fault { _ = try await attempt({ .tls($0) }, { _ in MQTTTLS() }) }
        #expect(failure.code == .tlsVerification)
    }

    @Test func wrongHostNameIsRefused() async throws {
        let failure = try await fault { _ = try await attempt({ .tlsWrongHost($0) }, { MQTTTLS(caFile: $0.ca) }) }
        #expect(failure.code == .tlsHostName)
        #expect(failure.isPermanent)
    }

    @Test func clientCertificateIsShown() async throws {
        let tls = { (files: TestCertificates) in
            MQTTTLS(caFile: files.ca, clientCertificate: files.client, clientKey: files.clientKey)
        }
        _ = try await attempt({ .tlsClientCertificate($0) }, tls)
    }

    @Test func missingClientCertificateIsTold() async throws {
        let failure = try await fault {
            _ = try await attempt({ .tlsClientCertificate($0) }, { MQTTTLS(caFile: $0.ca) })
        }
        #expect(failure.code == .tlsClientCertificate)
    }

    @Test func plainClientOnTLSPortIsToldSo() async throws {
        let failure = try await fault { _ = try await attempt({ .tls($0) }, { _ in nil }) }
        #expect(failure.code == .connectionLost)
        #expect(failure.detail.contains("TLS port"))
    }

    @Test func tlsClientOnPlainPortTimesOutOrFails() async throws {
        let failure = try await fault { _ = try await attempt({ _ in .plain }, { MQTTTLS(caFile: $0.ca) }) }
        #expect([.tlsHandshake, .connectionLost, .timedOut].contains(failure.code))
    }

    @Test func connectionResetWithinTheHandshakeIsNoticed() async throws {
        let files = try certificates.get()
        let broker = try FakeBroker { _ in .init([], hangsUp: true) }
        defer { broker.stop() }
        let configuration = MQTTConfiguration(
            host: "127.0.0.1",
            port: broker.port,
            clientID: "med",
            tls: MQTTTLS(caFile: files.ca)
        )
        let failure = try await fault { try await MQTTClient.withConnection(configuration) { _ in } }
        #expect([.tlsHandshake, .connectionLost].contains(failure.code))
    }

    @Test func missingCAFileNeverConnectsInClear() async throws {
        let files = try certificates.get()
        let broker = try await MosquittoBroker.started()
        let configuration = broker.configuration {
            $0.tls = MQTTTLS(caFile: files.missing)
            $0.username = "med"
            $0.password = "s3cret"
        }
        let failure = try await fault { try await MQTTClient.withConnection(configuration) { _ in } }
        #expect(failure.code == .tlsFile)
        #expect(failure.detail.contains(files.missing))
        #expect(!broker.log.contains("New connection"))
    }

    @Test func fileThatIsNoCertificateNeverConnectsInClear() async throws {
        let directory = try TemporaryDirectory()
        let broker = try await MosquittoBroker.started()
        let file = try directory.write("not PEM\n", to: "ca.crt")
        let configuration = broker.configuration {
            $0.tls = MQTTTLS(caFile: file)
            $0.username = "med"
            $0.password = "s3cret"
        }
        let failure = try await fault { try await MQTTClient.withConnection(configuration) { _ in } }
        #expect(failure.code == .tlsFile)
        #expect(failure.isPermanent)
        #expect(!broker.log.contains("as med-"))
    }

    @Test func largeMessagesAndBatchesOverTLS() async throws {
        let files = try certificates.get()
        let broker = try await MosquittoBroker.started(.with { $0.security = .tls(files) })
        try await running(broker.configuration { $0.tls = MQTTTLS(caFile: files.ca) }) { client in
            let messages = try await client.messages(matching: "big", qos: .exactlyOnce)
            let payload = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            var batch = numbered(3000, qos: .exactlyOnce)
            batch.append(topic: "big", payload: payload, qos: .exactlyOnce)
            let result = try await client.publish(contentsOf: batch)
            #expect(result.isComplete)
            for await message in messages {
                #expect(message.payload == payload)
                break
            }
        }
    }
}
