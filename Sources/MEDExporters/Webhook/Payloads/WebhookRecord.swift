import MEDCore

/// One record of any of the four exports.
enum WebhookRecord: Sendable {
    case day(DayDocument)
    case tempo(TempoData)
    case ecowatt(EcowattData)

    var key: RecordKey {
        switch self {
        case .day(let document): document.key
        case .tempo(let tempo): tempo.key
        case .ecowatt(let ecowatt): ecowatt.key
        }
    }

    /// When this version entered the store.
    var recordedAt: UTCInstant {
        switch self {
        case .day(let document): document.recordedAt
        case .tempo(let tempo): tempo.recordedAt
        case .ecowatt(let ecowatt): ecowatt.recordedAt
        }
    }

    /// Whether there is something to tell: an energy, a colour, a level.
    var hasValue: Bool {
        switch self {
        case .day(let document): document.energy != nil
        case .tempo(let tempo): tempo.color != nil
        case .ecowatt(let ecowatt): ecowatt.level != nil || ecowatt.hours.contains { $0 != nil }
        }
    }

    /// Whether a value that is gone is told as well. A Tempo colour or an EcoWatt level that was told and is unknown again
    /// is `null` on the wire; document 001's `value_kwh` is a number always.
    var canBeUnknown: Bool {
        if case .day = self { false } else { true }
    }

    var revision: Int64 {
        switch self {
        case .day(let document): document.revision
        case .tempo(let tempo): tempo.revision
        case .ecowatt(let ecowatt): ecowatt.revision
        }
    }

    func appendCanonicalForm(to buffer: inout [UInt8]) {
        switch self {
        case .day(let document): document.appendCanonicalForm(to: &buffer)
        case .tempo(let tempo): tempo.pack(into: &buffer)
        case .ecowatt(let ecowatt): ecowatt.pack(into: &buffer)
        }
    }
}
