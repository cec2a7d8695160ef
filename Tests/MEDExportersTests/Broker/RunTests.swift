import Foundation
import MEDCore
import MEDExporters
import TestServers
import Testing

@Suite(.timeLimit(.minutes(1)))
struct RunTests {
    @Test func statusFollowsTheServiceUntilItsGoodbye() async throws {
        let broker = try await MosquittoBroker.started()
        let live = try await MosquittoSubscriber(broker, ["med/status"])
        let run = RunningExporter(try broker.exporter(["format": .string("simple")]))
        try await run.wait(for: .connected)
        run.tell(ServiceStatus(health: .error, lastSync: recorded, pdlCount: 2, errors: ["RTE: 503"]))
        try await live.wait(for: 2)
        try await run.stop()
        let lines = try await live.wait(for: 3)
        #expect(
            lines.map(\.payload) == [
                #"{"status":"ok","last_sync":"2024-01-15T10:30:00Z","next_sync":null,"pdl_count":1,"errors":[]}"#,
                #"{"status":"error","last_sync":"2024-01-15T10:30:00Z","next_sync":null,"pdl_count":2,"errors":["RTE: 503"]}"#,
                #"{"status":"offline","last_sync":"2024-01-15T10:30:00Z","next_sync":null,"pdl_count":2,"errors":[]}"#,
            ])
        #expect(try await retained(at: broker).map(\.payload) == [lines[2].payload])
    }

    @Test func theLastWillSaysOffline() async throws {
        let broker = try await MosquittoBroker.started(.with { $0.extra = "max_keepalive 65535" })
        let exporter = try broker.exporter(["client_id": .string("stable")])
        try await running(exporter) { run in
            let live = try await MosquittoSubscriber(broker, ["med/status"])
            try await live.wait(for: 1)
            // Another client of the same name: the broker drops ours without a goodbye and publishes its will.
            let program = try Executable.path("mosquitto_pub", package: "mosquitto-clients")
            try Executable.run(
                program, ["-h", "127.0.0.1", "-p", "\(broker.port)", "-i", "stable", "-t", "other", "-m", "x"])
            let lines = try await live.wait(for: 2)
            #expect(
                lines[1].payload
                    == #"{"status":"offline","last_sync":"2024-01-15T10:30:00Z","next_sync":null,"pdl_count":1,"errors":[]}"#
            )
            // It comes back and says so.
            try await run.wait(for: .disconnected)
            try await run.wait(for: .connected)
            try await live.wait { $0.last?.payload.contains(#""status":"ok""#) == true }
        }
    }

    @Test func commandsAreReportedUnlessTheyAreRetained() async throws {
        let broker = try await MosquittoBroker.started()
        try publish(broker, "med/command/reload", "old news", retain: true)
        let run = RunningExporter(try broker.exporter([:]))
        var events = run.events.makeAsyncIterator()
        #expect(await events.next() == .connected)
        try await Poll.until("the commands to be subscribed to") { broker.log.contains("med/command/sync\n") }
        try publish(broker, "med/command/sync", "")
        // The retained reload did not come before it.
        #expect(await events.next() == .command(.sync))
        try publish(broker, "med/command/reload", "{\"any\": \"payload\"}")
        #expect(await events.next() == .command(.reload))
        try await run.stop()
        #expect(await events.next() == .disconnected)
    }

    @Test func aCommandLineDoesNotDisturbTheService() async throws {
        let broker = try await MosquittoBroker.started()
        let values: [String: ConfigurationValue] = ["client_id": .string("stable")]
        let other = try broker.exporter(values)
        try await running(try broker.exporter(values)) { run in
            _ = try await other.publish(fullState())
            #expect(await other.testConnection().success)
            let status = try await retained(at: broker).latest["med/status"]
            #expect(status?.contains(#""status":"ok""#) == true)
            #expect(!broker.log.contains("already connected"))
        }
    }

    @Test func aWrongPasswordEndsTheRun() async throws {
        let broker = try await MosquittoBroker.started(.with { $0.users = ["med": "s3cret"] })
        let exporter = try broker.exporter([
            "username": .string("med"), "password": .secret(Secret("hunter2")),
        ])
        let failure = await RunningExporter(exporter).failure()
        let cause = try #require((failure as? ExporterFault)?.blockedCause)
        #expect(cause.french.contains("mot de passe"))
        #expect(cause.english.contains("password"))
        #expect(!"\(cause)".contains("hunter2"))
        #expect(broker.log.components(separatedBy: "not authorised").count == 2)
    }

    @Test func aBrokerThatComesLateIsFound() async throws {
        let broker = try MosquittoBroker()
        let run = RunningExporter(try broker.exporter())
        for await event in run.events {
            if case .failing(.unreachable) = event { break }
        }
        try await broker.start()
        try await run.wait(for: .connected)
        try await run.stop()
    }
}
