import Logging
import MEDCore
import MEDHTTP
import Synchronization

extension WebhookExporter {
    /// Requests that are under way at once, each for another PDL: days of one PDL arrive in order.
    private static let concurrency = 4
    /// After this time no further request begins: the engine gives a call 90 s, and drops the answers of one that takes
    /// longer. A request takes 30 s at most.
    private static let budget = Duration.seconds(50)

    func export(
        _ records: [WebhookRecord], _ series: Series, _ context: ExportContext
    ) async throws -> ExportResult {
        guard settings.exports.contains(series) else { return ExportResult(all: .skipped(.turnedOff)) }
        var result = ExportResult()
        var queues: [StreamID: [WebhookRecord]] = [:]
        var order: [StreamID] = []
        for record in records {
            // Gone is told only to a receiver that was told otherwise.
            guard record.hasValue || (record.canBeUnknown && context.corrections.contains(record.key)) else {
                result.set(.skipped(.noValue), for: record.key)
                continue
            }
            let stream = record.key.stream
            if queues[stream] == nil { order.append(stream) }
            queues[stream, default: []].append(record)
        }
        let answers = await send(order.map { queues[$0] ?? [] })
        for (key, outcome) in answers.flatMap(\.outcomes) { result.set(outcome, for: key) }
        result.interruption = Self.gravest(answers.compactMap(\.fault))
        if Task.isCancelled, answers.allSatisfy(\.outcomes.isEmpty) { throw CancellationError() }
        return result
    }

    /// What became of the records of one PDL, up to the fault that ended them.
    private struct Answers: Sendable {
        var outcomes: [(RecordKey, ExportOutcome)] = []
        var fault: ExporterFault?
    }

    /// Set at the first fault: the others end their request and begin none.
    private final class Halt: Sendable {
        private let state = Atomic(false)
        var isSet: Bool { state.load(ordering: .relaxed) }
        func set() { state.store(true, ordering: .relaxed) }
    }

    private func send(_ queues: [[WebhookRecord]]) async -> [Answers] {
        let halt = Halt()
        let end = ContinuousClock.now + Self.budget
        return await withTaskGroup(of: Answers.self) { group in
            var waiting = queues[...]
            var answers: [Answers] = []
            while answers.count < queues.count {
                while let queue = waiting.first, queues.count - waiting.count - answers.count < Self.concurrency {
                    waiting.removeFirst()
                    group.addTask { await send(queue, until: end, halt) }
                }
                if let ended = await group.next() { answers.append(ended) }
            }
            return answers
        }
    }

    private func send(_ queue: [WebhookRecord], until end: ContinuousClock.Instant, _ halt: Halt) async -> Answers {
        var answers = Answers()
        for record in queue {
            if halt.isSet { return answers }
            do {
                guard ContinuousClock.now < end else { throw Self.slow }
                answers.outcomes.append((record.key, try await send(record)))
            } catch let fault as ExporterFault {
                answers.fault = fault
            } catch {
                // Cancelled: the record has no answer, and what was answered before counts.
                answers.fault = Self.stopped
            }
            if answers.fault != nil {
                halt.set()
                return answers
            }
        }
        return answers
    }

    /// - Throws: `ExporterFault` when the receiver as a whole failed; `CancellationError`.
    private func send(_ record: WebhookRecord) async throws -> ExportOutcome {
        let message: WebhookMessage
        do throws(WebhookProblem) {
            message = try WebhookMessage(record, settings)
        } catch {
            return .rejected(reason: error.text.english)
        }
        if message.isEmpty { return .skipped(SkipReason("the template is empty for it")) }
        let now = dependencies.now()
        let response = try await settings.destination.send(message.request(settings, at: now))
        dependencies.logger.debug("sent", metadata: ["record": "\(record.key)", "status": "\(response.status)"])
        if response.isSuccess { return .delivered(.acknowledged) }
        if let fault = fault(of: response, now: dependencies.now()) { throw fault }
        return .rejected(reason: refusal(of: response))
    }

    /// Standard Webhooks, section "Response codes": 410 ends the subscription, a redirection is not followed, 429 and 5xx
    /// ask to come back. What a receiver says of this message only (400, 413, 422 and the like) is no fault of the whole.
    func fault(of response: HTTPResponse, now: UTCInstant) -> ExporterFault? {
        switch response.status {
        case 410:
            return .blocked(
                cause: LocalizedText(
                    fr: "Le destinataire ne veut plus de ces messages (HTTP 410). Rien n'est plus envoyé : indiquez sa "
                        + "nouvelle adresse, ou désactivez ce webhook.",
                    en: "The receiver wants no more of these messages (HTTP 410). Nothing is sent any more: enter its "
                        + "new address, or disable this webhook."))
        case 401, 402, 403, 404, 405, 407, 451: return settings.destination.fault(of: response, now: now)
        case 408, 425, 429: return settings.destination.fault(of: response, now: now)
        case 400...499: return nil
        default: return settings.destination.fault(of: response, now: now)
        }
    }

    private func refusal(of response: HTTPResponse) -> String {
        let words = settings.suspicion.excerpt(of: response.body)
        return words.isEmpty ? "HTTP \(response.status)" : "HTTP \(response.status): \(words)"
    }

    private static func gravest(_ faults: [ExporterFault]) -> ExporterFault? {
        faults.max { weight($0) < weight($1) }
    }

    /// One that needs somebody outweighs one that passes, and of these the one that lasts longest.
    private static func weight(_ fault: ExporterFault) -> Duration {
        switch fault {
        case .blocked, .lost: .seconds(Int64.max / 2)
        case .unreachable(let wait, _): wait ?? .zero
        }
    }

    private static let slow = ExporterFault.unreachable(
        retryAfter: nil,
        reason: LocalizedText(
            fr: "Le destinataire répond trop lentement ; la suite sera envoyée plus tard.",
            en: "The receiver answers too slowly; the rest is sent later."))
    private static let stopped = ExporterFault.unreachable(
        retryAfter: nil, reason: LocalizedText(fr: "L'envoi a été arrêté.", en: "Sending was stopped."))
}
