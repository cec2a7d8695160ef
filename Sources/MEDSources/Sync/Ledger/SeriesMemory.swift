import MEDCore

/// What is remembered of one series between runs.
struct SeriesMemory: Hashable {
    /// A day that was asked for and is still missing, or known in part.
    struct Gap: Hashable {
        /// When it is asked for again.
        var next: UTCInstant
        /// How many answers left it out.
        var times: Int
    }

    /// The series alone is blocked: a load curve that is not collected.
    var block: SyncBlock?
    /// No earlier day exists, as the gateway said with a date.
    var earliest: Day?
    /// The latest day that was refused as too early by an answer without a date.
    var refused: Day?
    /// How many such answers there were.
    var refusals = 0
    /// The earliest first day of a question that was not refused as too early.
    var accepted: Day?
    /// Calls that failed in a row.
    var failures = 0
    /// Not asked before; `nil` when the last call did not fail.
    var retryAt: UTCInstant?
    /// When it was last answered.
    var lastAnswer: UTCInstant?
    /// Gaps by day.
    var gaps: [Day: Gap] = [:]

    /// The first day that may be asked for as far as refusals tell.
    var firstDay: Day? {
        [earliest, refused?.next].compactMap(\.self).max()
    }

    /// Remembers an answer that was not "too early".
    mutating func accept(from day: Day) {
        accepted = min(accepted ?? day, day)
    }

    /// Remembers "too early" without a date.
    mutating func refuse(from day: Day) {
        refused = max(refused ?? day, day)
        refusals += 1
        if let accepted, accepted <= day { self.accepted = nil }
    }

    /// Forgets what a household's action may have changed: a new consent may reach further back.
    mutating func forgive() {
        block = nil
        earliest = nil
        refused = nil
        refusals = 0
        accepted = nil
        failures = 0
        retryAt = nil
    }
}
