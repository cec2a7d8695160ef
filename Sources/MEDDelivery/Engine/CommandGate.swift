import MEDCore

/// Lets each command through once per 10 seconds, whoever sends it: a flood on a topic must not become a flood of calls.
struct CommandGate {
    private static let seconds: Int64 = 10
    private var last: [ExporterCommand: UTCInstant] = [:]

    mutating func accept(_ command: ExporterCommand, at now: UTCInstant) -> Bool {
        if let previous = last[command], abs(now.seconds(since: previous)) < Self.seconds { return false }
        last[command] = now
        return true
    }
}
