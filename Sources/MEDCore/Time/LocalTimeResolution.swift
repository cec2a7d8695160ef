/// The instants that one local time names: none in the hour skipped in March, two in the hour repeated in October.
public enum LocalTimeResolution: Hashable, Sendable {
    /// The usual case.
    case once(UTCInstant)
    /// 02:00 to 03:00 of the October day: first in summer time, an hour later in winter time.
    case twice(first: UTCInstant, second: UTCInstant)
    /// 02:00 to 03:00 of the March day: no clock ever showed it.
    case never
}
