import MEDCore
import MEDHTTP

/// How long a server asks to wait.
struct WaitingTime {
    /// Quotas are per day: a later instant is damaged or hostile, and would stop a household for as long.
    static let longest = 2 * 86_400
    /// An instant that has passed: clocks differ.
    static let shortest = 60

    /// The instant from which on one may ask again; `nil` when the answer does not say.
    ///
    /// In this order: a field of the body, a sentence (`You can access API after 2026-Jul-17 05:00:00+0000 UTC`), the header
    /// `nextAccessTime`, `Retry-After`.
    static func end(in body: ErrorBody, headers: HTTPHeaders, now: UTCInstant) -> UTCInstant? {
        let named = body.instants.lazy.compactMap { instant(in: $0) ?? seconds(of: $0, from: now) }.first
        let header = headers["nextAccessTime"].flatMap { instant(in: $0) }
        let end =
            named ?? instant(in: body.text) ?? header ?? retryAfter(headers, now: now).map { now.advanced(by: $0) }
        return end.map { min(max($0, now.advanced(bySeconds: shortest)), now.advanced(bySeconds: longest)) }
    }

    /// `Retry-After`, at most ``longest``.
    static func retryAfter(_ headers: HTTPHeaders, now: UTCInstant) -> Duration? {
        headers["Retry-After"].flatMap { RetryAfter.delay($0, now: now.secondsSinceEpoch) }
            .map { min($0, .seconds(longest)) }
    }

    private static func seconds(of text: String, from now: UTCInstant) -> UTCInstant? {
        guard let seconds = Int(text), seconds >= 0 else { return nil }
        return now.advanced(bySeconds: min(seconds, longest))
    }

    /// The first instant in a text: `2026-Jul-17 05:00:00+0000 UTC`, `2023-03-01T23:59:59.999999`, `2026-07-17T05:00:00Z`.
    /// Without an offset it is French time, as in the v1 gateway. A fraction counts as the next second.
    static func instant(in text: String) -> UTCInstant? {
        // Not a stored constant: Regex is not Sendable.
        let form =
            /(\d{4})-(\d{2}|[A-Za-z]{3})-(\d{2})[T ](\d{2}):(\d{2}):(\d{2})(\.\d+)?\s*(UTC|Z|[+-]\d{2}:?\d{2})?/
        guard let match = text.firstMatch(of: form), let year = Int(match.1), let dayOfMonth = Int(match.3),
            let hour = Int(match.4), hour < 24, let minute = Int(match.5), minute < 60,
            let second = Int(match.6), second < 60,
            let month = Int(match.2) ?? months.firstIndex(of: match.2.lowercased()).map({ $0 + 1 }),
            let day = Day(year: year, month: month, day: dayOfMonth)
        else { return nil }
        let clock = hour * 3_600 + minute * 60 + second
        let fraction = match.7 == nil ? 0 : 1
        guard let zone = match.8 else {
            switch ParisTime.instants(of: day, secondOfDay: clock) {
            case .once(let instant), .twice(_, let instant): return instant.advanced(bySeconds: fraction)
            case .never: return nil
            }
        }
        let utc = UTCInstant(secondsSinceEpoch: Int64(day.number) * 86_400 + Int64(clock + fraction))
        return utc.advanced(bySeconds: -offset(of: zone))
    }

    private static func offset(of zone: Substring) -> Int {
        let digits = zone.filter(\.isNumber)
        guard digits.count == 4, let hours = Int(digits.prefix(2)), let minutes = Int(digits.suffix(2)) else {
            return 0
        }
        return (hours * 60 + minutes) * (zone.hasPrefix("-") ? -60 : 60)
    }

    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
}
