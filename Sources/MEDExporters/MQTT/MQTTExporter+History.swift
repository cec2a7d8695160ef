import Logging
public import MEDCore
import MEDMQTT

extension MQTTExporter {
    /// Publishes days of consumption, not retained, on `{prefix}/{pdl}/history/consumption/{date}` when `history` is on.
    ///
    /// - Throws: `ExporterFault`: blocked when the broker refuses every one that it answers.
    public func exportConsumption(_ days: [ConsumptionData], in context: ExportContext) async throws -> ExportResult {
        try await export(days.map(\.document))
    }

    /// Publishes days of production likewise, on `{prefix}/{pdl}/history/production/{date}`.
    ///
    /// - Throws: As `exportConsumption`.
    public func exportProduction(_ days: [ProductionData], in context: ExportContext) async throws -> ExportResult {
        try await export(days.map(\.document))
    }

    private func export(_ documents: [DayDocument]) async throws -> ExportResult {
        guard settings.hasHistory else { return ExportResult(all: .skipped(.turnedOff)) }
        var result = ExportResult()
        var batch = MQTTBatch()
        var keys: [RecordKey] = []
        for document in documents {
            guard let value = payloads.history(document) else {
                result.set(.skipped(.noValue), for: document.key)
                continue
            }
            batch.append(topic: value.topic, payload: value.payload, qos: settings.qos, retain: false)
            keys.append(document.key)
        }
        if batch.isEmpty { return result }
        let filled = batch
        let published = try await withClient { client in
            try await client.publish(contentsOf: filled, timeout: Self.batchTimeout)
        }
        dependencies.logger.debug("history published", metadata: ["days": "\(keys.count)", "answers": "\(published)"])
        // Not only when it refused every one: mosquitto 2.0.11 hangs up after the first that its access list denies when
        // others come right behind it, and that it "closed the connection" would say nothing of the list.
        if published.acknowledgedCount == 0, published.refusedCount > 0, case .refused(let fault) = published[0] {
            throw refusal(fault, of: payloads.topics.prefix + "/+/history/#")
        }
        for (index, key) in keys.enumerated() {
            if let outcome = outcome(published[index]) { result.set(outcome, for: key) }
        }
        if let fault = published.interruption {
            let failure = fault.exporterFault(endpoint: settings.endpoint)
            guard let failure = failure as? ExporterFault else { throw failure }
            result.interruption = failure
        }
        return result
    }

    /// What the broker said of a message; `nil` when it said nothing: not sent, or sent into a connection that broke.
    private func outcome(_ outcome: MQTTOutcome) -> ExportOutcome? {
        switch outcome {
        case .acknowledged: .delivered(settings.qos == .atMostOnce ? .sent : .acknowledged)
        case .refused(let fault): .rejected(reason: fault.description)
        case .unknown, .notSent: nil
        }
    }
}
