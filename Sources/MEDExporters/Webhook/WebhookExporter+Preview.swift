public import MEDCore
import MEDHTTP

extension WebhookExporter: PreviewingExporter {
    /// None: a webhook is told days, not a state.
    public func preview(_ state: CurrentState) -> [PreviewedMessage] { [] }

    /// The requests for days of consumption and production.
    public func preview(_ days: [DayDocument]) -> [PreviewedMessage] { preview(days.map { .day($0) }) }

    /// The requests for Tempo days.
    public func preview(_ days: [TempoData]) -> [PreviewedMessage] { preview(days.map { .tempo($0) }) }

    /// The requests for EcoWatt days.
    public func preview(_ days: [EcowattData]) -> [PreviewedMessage] { preview(days.map { .ecowatt($0) }) }

    /// URL and body to the byte, but `***` for what is secret; what the templates do not fit is said in its place.
    private func preview(_ records: [WebhookRecord]) -> [PreviewedMessage] {
        records.filter { settings.exports.contains($0.key.series) && $0.hasValue }.compactMap { record in
            do throws(WebhookProblem) {
                let message = try WebhookMessage(record, settings)
                if message.isEmpty { return nil }
                let names = message.request(settings, at: dependencies.now()).headers.fields.map(\.name)
                let query = message.url.query.map { "?\($0)" } ?? ""
                return PreviewedMessage(
                    address: settings.suspicion.redacting("\(message.url.origin)\(message.url.path)\(query)"),
                    body: redacted(message.body),
                    manner: "\(settings.method.rawValue), \(names.joined(separator: ", "))")
            } catch {
                return PreviewedMessage(
                    address: settings.destination.url.description, body: Array(error.text.french.utf8),
                    manner: "not sent: \(error.text.english)")
            }
        }
    }

    private func redacted(_ body: [UInt8]) -> [UInt8] {
        Array(settings.redactor.redacting(String(decoding: body, as: UTF8.self)).utf8)
    }
}
