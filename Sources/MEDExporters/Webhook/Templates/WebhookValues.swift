import MEDCore
import Mustache

/// What a template reads: a record under the names of ``WebhookName``.
struct WebhookValues: MustacheParent {
    /// `nil` for a test.
    let record: WebhookRecord?
    let instance: InstanceID
    /// `webhook-id` of the message.
    let id: String
    /// The configured `key`.
    let key: Secret?
    /// For a test, which has no record.
    let now: UTCInstant

    func child(named text: String) -> Any? {
        guard let name = WebhookName(rawValue: text) else { return register(text) }
        switch name {
        case .instance: return WebhookText(instance.description)
        case .id: return WebhookText(id)
        case .key: return WebhookText(key?.reveal() ?? "")
        case .type: return WebhookText(record?.key.series.rawValue ?? "test")
        case .timestamp: return WebhookText((record?.recordedAt ?? now).description)
        case .timestampUnix: return WebhookText((record?.recordedAt ?? now).secondsSinceEpoch)
        case .date: return record.map { WebhookText($0.key.day.description) }
        case .start: return span.map { WebhookText(ParisTime.localTime(at: $0.start).iso8601) }
        case .end: return span.map { WebhookText(ParisTime.localTime(at: $0.end).iso8601) }
        case .startUnix: return span.map { WebhookText($0.start.secondsSinceEpoch) }
        case .endUnix: return span.map { WebhookText($0.end.secondsSinceEpoch) }
        case .consumption, .production, .tempo, .ecowatt: return record?.key.series.rawValue == text
        default: return special(name)
        }
    }

    /// When the day begins and ends: from midnight to midnight, from 06:00 to 06:00 for Tempo.
    private var span: (start: UTCInstant, end: UTCInstant)? {
        switch record {
        case .tempo(let tempo): (tempo.start, tempo.end)
        case .day, .ecowatt: record.map { ($0.key.day.start, $0.key.day.next.start) }
        case nil: nil
        }
    }

    private func special(_ name: WebhookName) -> Any? {
        switch record {
        case .day(let document): Self.value(name, of: document)
        case .tempo(let tempo): Self.value(name, of: tempo)
        case .ecowatt(let ecowatt): Self.value(name, of: ecowatt)
        case nil: nil
        }
    }

    private static func value(_ name: WebhookName, of tempo: TempoData) -> Any? {
        switch name {
        case .color: tempo.color.map { WebhookText($0.frenchName) }
        case .code: tempo.color.map { WebhookText($0.code) }
        case .number: tempo.color.map { WebhookText($0.rawValue) }
        case .final: tempo.isFinal
        default: nil
        }
    }

    private static func value(_ name: WebhookName, of ecowatt: EcowattData) -> Any? {
        switch name {
        case .level: ecowatt.level.map { WebhookText($0) }
        case .hours:
            ecowatt.hours.enumerated().map { hour, level in
                ["hour": WebhookText(hour), "level": level.map { WebhookText($0) }].compactMapValues { $0 }
            }
        default: nil
        }
    }
}
