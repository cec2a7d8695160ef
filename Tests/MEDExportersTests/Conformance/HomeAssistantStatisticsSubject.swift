import MEDCore
import MEDExporters
import MEDTesting
import TestServers

extension ConformanceSubject {
    /// Home Assistant's long-term statistics, at a fake of its WebSocket API. The broker beside it is always well.
    static let homeAssistantStatistics: ConformanceSubject = {
        let series: Set<Series> = [.consumption, .production]
        var script = HTTPDestinationScript { url, secrets in HomeAssistantStage.api(url, secrets) }
        // What is in front of Home Assistant refuses the opening of a WebSocket.
        script.error = { _ in [] }
        script.part = { _ in ([], nil) }
        script.untrusted = { throw ConformanceFailure("untrusted", expected: "the fake", found: "another") }
        let proxy = ConformanceSubject.http("proxy", HomeAssistantExporter.self, series: series, script: script)
        var subject = ConformanceSubject(
            "home_assistant (statistics)", HomeAssistantExporter.self, series: series,
            evidence: .verified(at: UTCInstant(secondsSinceEpoch: 0)), notApplicable: proxy.notApplicable
        ) { condition, secrets in
            let broker = try await MosquittoBroker.started(.with { $0.users = ["med": secrets.value("mqtt")] })
            var stage = try await HomeAssistantStage(secrets).stage(condition)
            if stage == nil { stage = try await proxy.stages(condition, secrets) }
            stage?.values.merge([
                "mqtt.host": .string("localhost"), "mqtt.port": .integer(broker.port), "mqtt.username": .string("med"),
                "mqtt.password": .secret(Secret(secrets.value("mqtt"))),
            ]) { $1 }
            if let owner = stage?.owner { stage?.owner = [owner, broker] as [any Sendable] }
            return stage
        }
        // The sensors are a subject of their own.
        subject.showsState = false
        subject.holds = { key, writes in
            let id = "myelectricaldata:\(key.stream.pdl?.digits ?? "")_\(key.series.rawValue)"
            let hours = key.day.start.secondsSinceEpoch..<key.day.end.secondsSinceEpoch
            return writes.contains { write in
                write.address == id && write.key.flatMap { Int64($0) }.map(hours.contains) == true
            }
        }
        return subject
    }()
}

/// The fake in those conditions that it speaks of itself.
private struct HomeAssistantStage {
    let secrets: ConformanceSecrets

    init(_ secrets: ConformanceSecrets) { self.secrets = secrets }

    static func api(_ url: String, _ secrets: ConformanceSecrets) -> [String: ConfigurationValue] {
        ["url": .string(url), "token": .secret(Secret(secrets.value("token")))]
    }

    func stage(_ condition: DestinationCondition) async throws -> ConformanceStage? {
        switch condition {
        case .well: try await fake([:])
        case .slow: try await fake(["slow": 0.2])
        case .unauthorized: try await fake([:], token: "another")
        case .forbidden: try await fake(["admin": false])
        case .successWithError: try await fake(["recorder": false])
        case .partialSuccess: try await fake(["die_after": 1])
        case .hugeBody: try await fake(["huge": true])
        case .untrustedCertificate: try await stranger()
        default: nil
        }
    }

    private func fake(_ options: [String: Any], token: String? = nil) async throws -> ConformanceStage {
        let home = try await FakeHomeAssistant.started(token: token ?? secrets.value("token"))
        try await home.set(options)
        return ConformanceStage(
            values: Self.api(home.url, secrets), owner: home, attempts: { home.connections },
            writes: {
                try await home.allRows().sorted { $0.key < $1.key }.flatMap { id, rows in
                    rows.map { row in
                        let cells = row.map { $0.map { "\($0)" } ?? "-" }
                        return ConformanceWrite(
                            address: id, bytes: Array(cells.joined(separator: " ").utf8),
                            key: row.first?.map { "\(Int64($0))" })
                    }
                }
            }, answered: { home.endlessBytes })
    }

    private func stranger() async throws -> ConformanceStage {
        let files = try certificates.get()
        let home = try await FakeHomeAssistant.started(certificate: files.server, key: files.serverKey)
        return ConformanceStage(
            values: Self.api(home.url, secrets), owner: home, attempts: { home.connections }, writes: { [] })
    }
}
