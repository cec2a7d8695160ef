import Foundation
import MEDCore
import MEDExporters
import MEDTesting
import Synchronization
import TestServers

extension ConformanceSubject {
    /// The history in a real VictoriaMetrics without deduplication, which keeps twice what is sent twice.
    static let victoriaMetrics: ConformanceSubject = {
        var model = HTTPDestinationScript { url, secrets in
            [
                "push.url": .string(url + "/api/v1/import"), "push.username": .string("med"),
                "push.password": .secret(Secret(secrets.value("password"))), "labels": .map(["instance": "kit"]),
            ]
        }
        // An import of nothing is how the connection is tried.
        model.isWrite = { $0.target.hasPrefix("/api/v1/import") && !$0.body.isEmpty || $0.target.contains("delete") }
        // VictoriaMetrics says 204 to what it drops, too.
        model.error = { _ in [.response(204)] }
        model.part = { _ in ([.response(204)], nil) }
        model.untrusted = {
            let server = try await NginxServer.started(try certificates.get())
            return (server.tlsPort, server)
        }
        var subject = ConformanceSubject.http(
            "victoriametrics", VictoriaMetricsExporter.self, series: Set(Series.allCases),
            evidence: .verified(at: UTCInstant(secondsSinceEpoch: 0)), like: model
        ) { [model] condition, _ in
            guard [.well, .slow, .successWithError, .partialSuccess].contains(condition) else { return model }
            let server = try await VictoriaMetricsServer.started()
            let first = FirstOnly()
            var script = model
            script.answer = { LoopbackExchange.steps($0, to: server.port) }
            script.part = { request in
                first.take() ? (LoopbackExchange.steps(request, to: server.port), nil) : ([.response(204)], nil)
            }
            script.held = { try server.samples() }
            return script
        }
        // Who may not read may still be allowed to write (vmauth): a refused read is followed by the write.
        subject.attemptBound = 2
        // For each of two meters: what is there, the import, a flush, a count, the samples, how long the server keeps them.
        subject.attemptBounds = [.successWithError: 12]
        subject.unsetSecrets = ["push.token"]
        subject.holds = { key, writes in
            let (name, start) =
                switch key.series {
                case .consumption: ("consumption_daily_kwh", key.day.start)
                case .production: ("production_daily_kwh", key.day.start)
                case .tempo: ("tempo_color", key.day.instant(minuteOfDay: 6 * 60))
                case .ecowatt: ("ecowatt_level", key.day.start)
                }
            let address = "myelectricaldata_\(name) \(key.stream.pdl?.digits ?? "")"
            return writes.contains {
                $0.address == address && $0.text.contains(" \(start.secondsSinceEpoch)000 ")
            }
        }
        return subject
    }()
}

/// Says yes once.
private final class FirstOnly: Sendable {
    private let isOpen = Mutex(true)

    func take() -> Bool {
        isOpen.withLock { isOpen in
            defer { isOpen = false }
            return isOpen
        }
    }
}

extension VictoriaMetricsServer {
    /// Every sample that it holds, one that stands there twice twice.
    fileprivate func samples() throws -> [ConformanceWrite] {
        struct Line: Decodable {
            let metric: [String: String]
            let values: [Double]
            let timestamps: [Int64]
        }
        try flush()
        return try export(#"{instance="kit"}"#).flatMap { text in
            let line = try JSONDecoder().decode(Line.self, from: Data(text.utf8))
            let address = "\(line.metric["__name__"] ?? "") \(line.metric["pdl"] ?? "")"
            let others = line.metric.filter { !["__name__", "pdl", "instance"].contains($0.key) }.sorted { $0 < $1 }
                .map { "\($0.key)=\($0.value)" }.joined(separator: ",")
            return zip(line.timestamps, line.values).map { time, value in
                ConformanceWrite(address: address, bytes: Array("\(time) \(value) \(others)".utf8))
            }
        }
    }
}
