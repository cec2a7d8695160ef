import MEDCore
import MEDExporters
import TestServers
import Testing

@Suite(.timeLimit(.minutes(1)))
struct RefusalTests {
    private let password: [String: ConfigurationValue] = [
        "username": .string("med"), "password": .secret(Secret("s3cret")),
    ]

    @Test func aDeniedTopicBlocks() async throws {
        let broker = try await MosquittoBroker.started(
            .with {
                $0.users = ["med": "s3cret"]
                $0.acl = "user med\ntopic readwrite med/status\ntopic readwrite med/+/consumption/#"
            })
        let fault = try await exporterFault {
            _ = try await broker.exporter(password).publish(fullState())
        }
        let cause = try #require(fault.blockedCause)
        #expect(cause.french.contains("ACL") && cause.english.contains("access list"))
        // The first refused topic, its PDL shortened.
        #expect(cause.english.hasSuffix("Topic: med/…1234/max_power"))
        #expect(!"\(cause)".contains("s3cret"))
    }

    @Test func aWrongPasswordBlocks() async throws {
        let broker = try await MosquittoBroker.started(.with { $0.users = ["med": "s3cret"] })
        let exporter = try broker.exporter(["username": .string("med"), "password": .secret(Secret("hunter2"))])
        let fault = try await exporterFault { _ = try await exporter.publish(fullState()) }
        #expect(fault.blockedCause != nil)
        #expect(!"\(fault)".contains("hunter2"))
    }

    @Test func aMissingCAFileEndsAtTheStart() async throws {
        let broker = try await MosquittoBroker.started()
        let missing = try certificates.get().missing
        let fault = try await exporterFault {
            _ = try broker.exporter([
                "tls": .boolean(true), "ca_cert": .string(missing), "username": .string("med"),
                "password": .secret(Secret("s3cret")),
            ])
        }
        let cause = try #require(fault.blockedCause)
        #expect(cause.french.contains(missing) && cause.english.contains(missing))
        #expect(!broker.log.contains("New connection"))
    }

    @Test(arguments: ["ca_cert", "client_cert", "client_key"])
    func aCertificateNeverGoesWithAConnectionInClear(_ key: String) async throws {
        let broker = try MosquittoBroker()
        let files = try certificates.get()
        let inClear = try await exporterFault { _ = try broker.exporter([key: .string(files.ca)]) }
        #expect(inClear.blockedCause?.french.contains("\(key) est donné, mais tls est à false") == true)
        guard key != "ca_cert" else { return }
        let alone = try await exporterFault {
            _ = try broker.exporter(["tls": .boolean(true), key: .string(files.ca)])
        }
        #expect(alone.blockedCause?.french.contains("vont ensemble") == true)
    }

    @Test(arguments: ["a/+", "#", "/a", "a/", "$SYS"])
    func aPrefixThatCannotBeEndsAtTheStart(_ prefix: String) async throws {
        let broker = try MosquittoBroker()
        let fault = try await exporterFault { _ = try broker.exporter(["topic_prefix": .string(prefix)]) }
        #expect(fault.blockedCause?.french.contains(prefix) == true)
    }

    @Test func tlsWithACertificateOfOurOwn() async throws {
        let files = try certificates.get()
        let broker = try await MosquittoBroker.started(.with { $0.security = .tlsClientCertificate(files) })
        let exporter = try broker.exporter([
            "tls": .boolean(true), "ca_cert": .string(files.ca), "client_cert": .string(files.client),
            "client_key": .string(files.clientKey),
        ])
        #expect(try await exporter.publish(fullState()) == .acknowledged)
        let result = await exporter.testConnection()
        #expect(result.success)
        #expect(result.stages.first { $0.name == .tls }?.outcome == .passed)
    }

    @Test func aStrangeAuthorityBlocks() async throws {
        let files = try certificates.get()
        let broker = try await MosquittoBroker.started(.with { $0.security = .tls(files) })
        let exporter = try broker.exporter(["tls": .boolean(true), "ca_cert": .string(files.otherCA)])
        let fault = try await exporterFault { _ = try await exporter.publish(fullState()) }
        #expect(fault.blockedCause?.french.contains("ca_cert") == true)
        let failure = await exporter.testConnection().failure
        #expect(failure?.name == .tls)
        #expect(failure?.hint?.english.contains("ca_cert") == true)
    }
}
