public import MEDCore
public import MEDStore

/// The breaker of one destination: whether to try it now. A state machine without I/O.
///
/// After a failure it stays open for a random time below a ceiling that doubles, then lets one probe through. What the
/// destination itself asked for (`Retry-After`) is never undercut, up to a day. A destination that refuses us (a wrong password, a ban)
/// is not tried again until the configuration changes or the user says so.
public struct Breaker: Hashable, Sendable {
    /// Whether to try.
    public enum Permission: Hashable, Sendable {
        /// Go ahead.
        case go
        /// Not before that instant.
        case wait(until: UTCInstant)
        /// Not at all, for that reason.
        case blocked(LocalizedText)
    }

    private enum State: Hashable {
        case closed
        case open(until: UTCInstant)
        case blocked(LocalizedText)
    }

    /// What a destination may ask for: a `Retry-After` of years is a defect there, and must not silence it for years.
    static let longestPause = Duration.seconds(86_400)

    private let backoff: Backoff
    private var state = State.closed
    /// Failures in a row.
    public private(set) var failures = 0
    /// Losses since everything that was due was delivered: a destination that takes a part and loses it, again and again,
    /// must not be sent its history every other second.
    private var losses = 0
    /// When the first failure of the row happened; `nil` while all is well.
    public private(set) var failingSince: UTCInstant?

    /// A closed breaker.
    public init(backoff: Backoff = Backoff(base: .seconds(2), cap: .seconds(300))) {
        self.backoff = backoff
    }

    /// Whether to try at `now`.
    public func permission(at now: UTCInstant) -> Permission {
        switch state {
        case .closed: .go
        case .open(let until): now >= until ? .go : .wait(until: until)
        case .blocked(let cause): .blocked(cause)
        }
    }

    /// The destination answered.
    public mutating func succeeded() {
        state = .closed
        failures = 0
        failingSince = nil
    }

    /// The destination took everything that was due.
    public mutating func completed() {
        succeeded()
        losses = 0
    }

    /// The destination failed; `fraction` is drawn evenly from 0 to 1. A blocked one stays blocked.
    public mutating func failed(_ fault: ExporterFault, at now: UTCInstant, fraction: Double) {
        failures += 1
        if case .lost = fault {
            losses += 1
            failures = max(failures, losses)
        }
        failingSince = failingSince ?? now
        switch fault {
        case .unreachable, .lost:
            if case .blocked = state { return }
            let retryAfter: Duration? = if case .unreachable(let asked, _) = fault { asked } else { nil }
            let own = backoff.wait(afterFailures: failures, fraction: fraction).secondsRoundedUp
            // Instants are whole seconds: `now` may lie almost one second back.
            let asked = retryAfter.map { min($0, Self.longestPause).secondsRoundedUp + 1 } ?? 0
            // A whole second at the least: a jitter of almost zero must not become a busy loop.
            state = .open(until: now.advanced(bySeconds: max(1, own, asked)))
        case .blocked(let cause):
            state = .blocked(cause)
        }
    }

    /// The destination is there again: the next attempt goes through, unless it refuses us.
    public mutating func reachable() {
        if case .open = state { state = .closed }
    }

    /// The user asks for a try: the next attempt goes through, whatever was.
    public mutating func reset() {
        state = .closed
    }
}

extension Duration {
    fileprivate var secondsRoundedUp: Int {
        let (seconds, attoseconds) = components
        return Int(seconds) + (attoseconds > 0 ? 1 : 0)
    }
}
