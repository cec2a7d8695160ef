import Foundation
import MEDCore
import MEDStore
import MEDStoreSQLite
import MEDTesting
import TestServers
import Testing

/// kill -9 of `med` and of the broker in the middle of an export: nothing lost, nothing acknowledged without its PUBACK.
@Suite(.timeLimit(.minutes(30)), .serialized)
struct CrashProofTests {
    @Test("Proof: kill -9 of med between send and acknowledgement, again and again")
    func killMed() async throws {
        let wanted = Proof.count(full: 30, scaled: 4)
        let neighbourhood = try await Neighbourhood(meters: Proof.count(full: 10, scaled: 3), days: 1_096)
        let broker = try await MosquittoBroker.started(.with { $0.persistence = true })
        let home = try MedHome()
        try home.configure(port: broker.port, pdls: neighbourhood.pdls, mqtt: ["history: true"])
        try await neighbourhood.importAll(with: home)
        let subscriber = try await MosquittoSubscriber(broker, ["myelectricaldata/+/history/#"])
        var random = SeededGenerator(seed: UInt64.random(in: .min ... .max))
        Proof.print("kill -9 of med: seed \(random.seed)")

        var log = try BrokerLog(broker)
        var between = 0
        var kills = 0
        while between < wanted && kills < wanted * 5 {
            if try await neighbourhood.isDelivered(in: home) { try home.med("replay", "--exporter", "mqtt") }
            log.forget()
            let run = try home.start()
            // A random message of the rest of the export; by time, most kills would fall between two batches.
            let position = Double.random(in: 0...1, using: &random)
            let rest = try await neighbourhood.pending(in: home)
            try await waitForExport(&log, messages: 1 + Int(position * Double(rest - 1)))
            run.kill()
            kills += 1
            try log.read()
            if try await !neighbourhood.unacknowledged(log.received, in: home).isEmpty { between += 1 }
        }
        #expect(between >= wanted)
        Proof.print("kill -9 of med: \(kills) kills, \(between) of them between send and acknowledgement")

        let run = try home.start()
        try await neighbourhood.waitUntilDelivered(in: home)
        try await neighbourhood.expectEveryDay(at: subscriber)
        try await neighbourhood.expectRetained(broker: broker)
        run.terminate()
        let messages = subscriber.lines.count
        Proof.print("kill -9 of med: \(neighbourhood.days) days, 0 lost, \(messages) messages in \(kills + 1) runs")
    }

    @Test("Proof: kill -9 of the broker in the middle")
    func killBroker() async throws {
        let neighbourhood = try await Neighbourhood(meters: Proof.count(full: 10, scaled: 3), days: 1_096)
        let broker = try await MosquittoBroker.started()
        let home = try MedHome()
        try home.configure(port: broker.port, pdls: neighbourhood.pdls, mqtt: ["history: true"])
        try await neighbourhood.importAll(with: home)
        let kills = Proof.count(full: 10, scaled: 3)
        var log = try BrokerLog(broker)
        var inFlight = 0
        let run = try home.start()
        for kill in 0..<kills {
            try await waitForExport(&log)
            // Every other one is stuck before it dies: the first window of a replay is in flight, however quick the machine.
            if kill % 2 == 0 {
                broker.freeze()
                try log.read()
                try home.med("replay", "--exporter", "mqtt")
                log.forget()
            }
            let before = try await cutBatches(home)
            if kill % 2 == 0 {
                // Sent by med, and never read by the broker: by the kernel's own count.
                try await Poll.until("messages in flight", timeout: .seconds(60)) { broker.unreadBytes > 1_000 }
            }
            broker.kill()
            try log.read()
            try await neighbourhood.expectNothingAcknowledgedWithout(log.acknowledged, in: home)
            try await Poll.until("med to see it", timeout: .seconds(20)) {
                home.log.components(separatedBy: "disconnected from").count > kill + 1
            }
            let wasCut = try await cutBatches(home) > before
            if kill % 2 == 0 || wasCut { inFlight += 1 }
            try await broker.start()
            if try await neighbourhood.isDelivered(in: home) {
                try home.med("replay", "--exporter", "mqtt")
                log.forget()
            }
        }
        #expect(inFlight >= (kills + 1) / 2)
        try await neighbourhood.waitUntilDelivered(in: home)
        try log.read()
        try await neighbourhood.expectNothingAcknowledgedWithout(log.acknowledged, in: home)
        try await neighbourhood.expectRetained(broker: broker)
        run.terminate()
        Proof.print(
            "kill -9 of the broker: \(kills) kills, \(inFlight) with messages in flight, no record settled without its "
                + "PUBACK, every retained topic at its latest value")
    }

    /// How many batches ended without an answer to all that was sent, by the export log.
    private func cutBatches(_ home: MedHome) async throws -> Int {
        try await home.store().logEntries(of: nil, limit: 10_000).count {
            $0.outcome == .unreachable && $0.stream != nil
        }
    }

    /// Waits until that many more history messages have arrived at the broker.
    private func waitForExport(_ log: inout BrokerLog, messages: Int = 1) async throws {
        let target = log.count + messages
        let deadline = ContinuousClock.now + .seconds(60)
        while true {
            try log.read()
            if log.count >= target { return }
            guard .now < deadline else {
                throw TestServerError("no \(messages) messages within 60 s: \(messages - target + log.count)")
            }
            try await Task.sleep(for: .milliseconds(1))
        }
    }
}
