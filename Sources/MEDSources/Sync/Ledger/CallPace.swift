import MEDCore

/// Keeps an account below its calls per second.
///
/// Instants are whole seconds: five calls at the end of one and five at the start of the next would be ten within a moment.
/// Two neighbouring seconds together therefore hold no more than the limit.
struct CallPace: Hashable {
    private(set) var second: Int64 = 0
    private(set) var calls = 0
    private(set) var callsBefore = 0

    init(second: Int64 = 0, calls: Int = 0, callsBefore: Int = 0) {
        self.second = second
        self.calls = calls
        self.callsBefore = callsBefore
    }

    /// Counts a call.
    mutating func count(at now: UTCInstant) {
        let current = now.secondsSinceEpoch
        if current != second {
            callsBefore = current == second + 1 ? calls : 0
            calls = 0
            second = current
        }
        calls += 1
    }

    /// The first instant from `now` on at which one more call keeps within `limit` a second.
    func room(at now: UTCInstant, limit: Int) -> UTCInstant {
        let limit = max(limit, 1)
        switch now.secondsSinceEpoch - second {
        case 0 where calls + callsBefore >= limit: return now.advanced(bySeconds: calls >= limit ? 2 : 1)
        case 1 where calls >= limit: return now.advanced(bySeconds: 1)
        default: return now
        }
    }
}
