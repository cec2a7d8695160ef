import MEDCore

/// Which sources are not asked, and until when.
struct SourceHolds: Codable, Hashable, Sendable {
    struct Hold: Codable, Hashable, Sendable {
        /// Seconds since 1970.
        var until: Int64
        /// Whether the household has something to put right; asking for a sync ends such a hold.
        var isPermanent: Bool
    }

    /// No server keeps a household waiting longer: a clock may be wrong, ours or theirs.
    static let longest = 7 * 86_400
    /// A refused account is tried again once a day: nothing tells the program that it has been put right elsewhere.
    static let refused = 20 * 3_600

    private(set) var holds: [String: Hold] = [:]

    /// When a source may be asked; `nil` for now.
    func until(_ source: String, at now: UTCInstant) -> UTCInstant? {
        guard let hold = holds[source], hold.until > now.secondsSinceEpoch else { return nil }
        return UTCInstant(secondsSinceEpoch: hold.until)
    }

    /// Draws what follows from a fault.
    ///
    /// - Parameters:
    ///   - passing: the wait, in seconds, after a fault that passes by itself.
    ///   - jitter: seconds added to what a server named: it names the same instant to everybody.
    mutating func add(
        _ fault: GatewayFault, of source: String, at now: UTCInstant, passing: Int, jitter: Int
    ) {
        let seconds: Int
        switch fault.kind {
        case .waitUntil(let instant):
            seconds = (instant.map { Int(max(0, min($0.seconds(since: now), Int64(Self.longest)))) } ?? 3_600) + jitter
        case .transient(let wait):
            let named = wait.map { Int(min($0.components.seconds, Int64(Self.longest))) + 1 + jitter } ?? 0
            seconds = max(passing, named)
        case .noData, .endTooLate: seconds = passing
        case .permanent, .consentLost, .startTooEarly, .rangeTooLong: seconds = Self.refused
        }
        guard seconds > 0 else { return }
        let isPermanent =
            switch fault.kind {
            case .permanent, .consentLost: true
            default: false
            }
        holds[source] = Hold(
            until: now.secondsSinceEpoch + Int64(min(seconds, Self.longest)), isPermanent: isPermanent)
    }

    /// The household asks for a sync: what it may have put right is tried again, what a server asked for is not.
    mutating func release() {
        holds = holds.filter { !$0.value.isPermanent }
    }

    /// Forgets what has passed, and shortens what a clock that was set back made too long.
    mutating func settle(at now: UTCInstant) {
        let end = now.secondsSinceEpoch + Int64(Self.longest)
        holds = holds.filter { $0.value.until > now.secondsSinceEpoch }.mapValues {
            Hold(until: min($0.until, end), isPermanent: $0.isPermanent)
        }
    }
}
