import MEDCore
import Synchronization

/// An exporter in front of a destination, and everything that it says.
final class ConformanceScene: Sendable {
    /// One call and how it ended.
    struct Call: Sendable {
        let name: String
        /// Those of the call.
        let records: [RecordKey]
        let fault: ExporterFault?
        let endings: [ConformanceEnding]
        let outcomes: [RecordKey: ExportOutcome]
        let evidence: Evidence?
        let attempts: Int
        let duration: Duration
    }

    let subject: ConformanceSubject
    let stage: ConformanceStage
    let secrets: ConformanceSecrets
    let data = ConformanceData()
    let log = CapturedLog()
    private let said = Mutex<[String]>([])
    private let clock = Mutex(ConformanceData.now)
    private let uncertain = Mutex<Set<StreamID>>([])

    init(subject: ConformanceSubject, stage: ConformanceStage, secrets: ConformanceSecrets) {
        self.subject = subject
        self.stage = stage
        self.secrets = secrets
    }

    /// Everything that came out of the exporter but what it sent: log lines, errors, results, previews.
    var texts: [String] { log.lines + said.withLock(\.self) }

    func say(_ texts: [String]) { said.withLock { $0 += texts } }

    func advance(bySeconds seconds: Int) { clock.withLock { $0 = $0.advanced(bySeconds: seconds) } }

    /// From now on every stream counts as one whose last sending got no answer.
    func forgetAnswers() { uncertain.withLock { $0 = Set(data.meters.map(StreamID.pdl) + [.national]) } }

    /// A new exporter, as after a restart.
    func exporter() throws -> any Exporter {
        let type = subject.exporter
        let configuration = ExporterConfiguration(
            instance: InstanceID(exporterKey: type.manifest.key), values: stage.values, manifest: type.manifest)
        do {
            return try type.init(
                configuration: configuration,
                dependencies: ExporterDependencies(
                    logger: log.logger, installationID: "conformance", server: stage.server,
                    now: { self.clock.withLock(\.self) }))
        } catch {
            say(["\(error)", String(reflecting: error)])
            throw error
        }
    }

    /// What the store holds: every record that the kit sends, `batch` among them.
    private func context(with batch: [DayDocument] = []) -> ExportContext {
        let others = data.documents.filter { document in !batch.contains { $0.key == document.key } }
        let documents = (others + batch).sorted { $0.day < $1.day }
        let (tempo, ecowatt) = (data.tempo, data.ecowatt)
        return ExportContext(
            instance: InstanceID(exporterKey: subject.exporter.manifest.key),
            mayHaveBeenSent: uncertain.withLock(\.self),
            history: { pdl, direction, days in
                AsyncThrowingStream { continuation in
                    for document in documents
                    where document.pdl == pdl && document.direction == direction && days.contains(document.day) {
                        continuation.yield(document)
                    }
                    continuation.finish()
                }
            },
            tempo: { days in tempo.filter { days.contains($0.day) } },
            ecowatt: { days in ecowatt.filter { days.contains($0.day) } })
    }

    /// Every export once, and the current state when it shows one.
    func callAll(_ exporter: any Exporter, withState: Bool = true) async throws -> [Call] {
        var calls: [Call] = []
        for series in Series.allCases { calls.append(try await call(series, of: exporter)) }
        if withState, subject.showsState, exporter is any CurrentExporter {
            calls.append(try await publish(with: exporter))
        }
        return calls
    }

    func call(_ series: Series, of exporter: any Exporter) async throws -> Call {
        let (data, context) = (data, context())
        switch series {
        case .consumption:
            let days = data.allConsumption
            return try await export(series, days.map(\.key)) { try await exporter.exportConsumption(days, in: context) }
        case .production:
            let days = data.production
            return try await export(series, days.map(\.key)) { try await exporter.exportProduction(days, in: context) }
        case .tempo:
            return try await export(series, data.tempo.map(\.key)) {
                try await exporter.exportTempo(data.tempo, in: context)
            }
        case .ecowatt:
            return try await export(series, data.ecowatt.map(\.key)) {
                try await exporter.exportEcowatt(data.ecowatt, in: context)
            }
        }
    }

    func consumption(_ days: [ConsumptionData], with exporter: any Exporter) async throws -> Call {
        let context = context(with: days.map(\.document))
        return try await export(.consumption, days.map(\.key)) {
            try await exporter.exportConsumption(days, in: context)
        }
    }

    func publish(with exporter: any Exporter) async throws -> Call {
        guard let current = exporter as? any CurrentExporter else {
            throw ConformanceFailure("publish", expected: "a CurrentExporter", found: "\(type(of: exporter))")
        }
        let state = data.state
        return try await timed("the current state", []) {
            do {
                let evidence = try await current.publish(state)
                return ([.delivered], [:], evidence, nil)
            } catch {
                self.heard(error)
                return ([ConformanceEnding(error)], [:], nil, error as? ExporterFault)
            }
        }
    }

    private func export(
        _ series: Series, _ keys: [RecordKey], _ body: @escaping @Sendable () async throws -> ExportResult
    ) async throws -> Call {
        try await timed(series.rawValue, keys) {
            do {
                let result = try await body()
                self.say(["\(result.interruption.map { "\($0)" } ?? "")"])
                var outcomes: [RecordKey: ExportOutcome] = [:]
                for key in keys { outcomes[key] = result.outcome(for: key) }
                self.say(outcomes.values.map { "\($0)" })
                let own = self.subject.series.contains(series) ? keys.filter(self.subject.exports) : keys
                var endings = own.map { ConformanceEnding(outcomes[$0]) }
                for key in keys where !own.contains(key) {
                    if case .delivered = outcomes[key] {
                        endings.append(.strange("success for a meter that is another's"))
                    }
                }
                if let interruption = result.interruption {
                    // What is not mentioned then was not tried: the destination's fault speaks for it.
                    endings = endings.map { $0 == .unmentioned ? ConformanceEnding(interruption) : $0 }
                }
                return (endings, outcomes, nil, result.interruption)
            } catch {
                self.heard(error)
                return ([ConformanceEnding(error)], [:], nil, error as? ExporterFault)
            }
        }
    }

    private func heard(_ error: any Error) { say(["\(error)", String(reflecting: error)]) }

    private typealias Answer = (
        endings: [ConformanceEnding], outcomes: [RecordKey: ExportOutcome], evidence: Evidence?, fault: ExporterFault?
    )

    private func timed(
        _ name: String, _ records: [RecordKey], _ body: @Sendable () async throws -> Answer
    ) async throws -> Call {
        let before = try await stage.attempts()
        let started = ContinuousClock.now
        let answer = try await body()
        let duration = started.duration(to: .now)
        return Call(
            name: name, records: records, fault: answer.fault, endings: answer.endings, outcomes: answer.outcomes,
            evidence: answer.evidence, attempts: try await stage.attempts() - before, duration: duration)
    }

    /// Runs `body` while the exporter keeps its connection, when it needs one; hears what becomes of it.
    func connected<Value: Sendable>(
        _ exporter: any Exporter, _ body: @Sendable (ExporterFault?) async throws -> Value
    ) async throws -> Value {
        guard subject.needsConnection, let connected = exporter as? any ConnectedExporter else {
            return try await body(nil)
        }
        let (events, send) = AsyncStream.makeStream(of: ExporterRuntime.Event.self)
        let (statuses, status) = AsyncStream.makeStream(of: ServiceStatus.self)
        status.yield(ServiceStatus())
        let runtime = ExporterRuntime(status: statuses) { send.yield($0) }
        return try await withThrowingTaskGroup(of: Void.self) { group in
            let ending = Mutex<(any Error)?>(nil)
            group.addTask {
                defer { send.finish() }
                do {
                    try await connected.run(in: runtime)
                } catch {
                    self.heard(error)
                    ending.withLock { $0 = error }
                }
            }
            var fault: ExporterFault?
            events: for await event in events {
                switch event {
                case .connected: break events
                case .failing(let reported):
                    fault = reported
                    heard(reported)
                    break events
                default: continue
                }
            }
            let value = try await body(fault ?? ending.withLock(\.self) as? ExporterFault)
            group.cancelAll()
            return value
        }
    }

    // MARK: Judgement

    /// Nothing that came out may hold a secret or a whole PDL.
    func checkSecrecy() throws {
        let texts = texts
        if let leak = secrets.leak(in: texts) {
            throw ConformanceFailure("secrecy", expected: "no secret", found: leak)
        }
        for meter in data.meters {
            if let line = texts.first(where: { $0.contains(meter.digits) }) {
                throw ConformanceFailure("secrecy", expected: "a shortened PDL", found: line)
            }
        }
        let strangers = stage.strangers().map { String(decoding: $0, as: UTF8.self) }
        if let leak = secrets.leak(in: strangers) {
            throw ConformanceFailure("secrecy", expected: "no secret to somebody else", found: leak)
        }
    }
}
