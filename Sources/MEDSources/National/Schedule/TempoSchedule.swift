import FoundationEssentials
public import MEDCore

/// When Tempo colours are asked for.
///
/// Each day: a look at the pre-signal (06:40 to 07:30), the colour of tomorrow from 11:00 on (within 20 minutes), once more
/// when it is final (11:40 to 12:00), in the afternoon (14:00 to 14:20) if it still is not. While it is unknown after
/// 11:00 it is asked again with a back-off. Each of these questions spans the last days too, so that a correction is seen
/// without a call of its own. Whole seasons are filled up once, one call each.
///
/// No I/O and no clock; the installation's seed spreads every instant.
public struct TempoSchedule: Sendable {
    /// Calls a day at most, whatever happens: to all sources together, forced ones included.
    public static let callsPerDay = 24
    /// Days before today that the daily question spans.
    public static let recentDays = 7
    /// Minutes of the day between which the daily questions fall.
    static let windows = [400..<450, 660..<680, 700..<720, 840..<860]

    private let spread: NationalSpread
    var memory: TempoMemory

    /// A schedule.
    ///
    /// - Parameters:
    ///   - seed: the installation's own number.
    ///   - remembered: what ``encoded()`` gave; `nil` for a first run. Damaged bytes count as a question asked now.
    public init(seed: UInt64, remembered: [UInt8]? = nil, at now: UTCInstant) {
        spread = NationalSpread(seed: seed)
        memory = TempoMemory()
        if let remembered {
            memory = NationalJSON.decode(TempoMemory.self, from: remembered) ?? TempoMemory(asked: now)
        }
    }

    /// What has to be remembered between runs.
    public func encoded() -> [UInt8] { (try? JSONEncoder().encode(memory)).map(Array.init) ?? [] }

    /// What to ask of `sources` at `now`; nothing while none of them may be asked. A question is counted by being handed out; ``countCall(at:)`` counts further sources.
    ///
    /// - Parameter force: the household asks: the hour is not waited for, a minute since the last question is.
    public mutating func questions(
        of sources: [String], _ view: TempoView, at now: UTCInstant, force: Bool = false
    ) -> [TempoQuestion] {
        settle(at: now)
        if force { memory.holds.release() }
        guard sources.contains(where: { isFree($0, at: now) }) else { return [] }
        var questions: [TempoQuestion] = []
        let today = Day(containing: now)
        let isForced = force && (memory.lastAsked.map { now.secondsSinceEpoch - $0 >= 60 } ?? true)
        if memory.callsLeft(on: today) > 0, isForced || recentDue(view, at: now) <= now {
            // On a first run everything is missing: the seasons bring it.
            let first = (today.advanced(by: -Self.recentDays)...today).first { view.isOpen($0) }
            let lower = min(first ?? today, today.advanced(by: -2))
            questions.append(TempoQuestion(days: max(lower, TempoHistory.firstDay)...today.next, season: nil))
            if memory.lastAsked.map({ Day(containing: UTCInstant(secondsSinceEpoch: $0)) }) != today {
                memory.failures = 0
            }
            memory.lastAsked = now.secondsSinceEpoch
            memory.countCall(on: today)
        }
        for (season, days) in missingSeasons(view, at: now)
        where seasonDue(season) <= now && questions.count < 3 && memory.callsLeft(on: today) > 0 {
            questions.append(TempoQuestion(days: days, season: season))
            memory.countCall(on: today)
        }
        return questions
    }

    /// Another source is asked for the same days; `false` when the day's calls are used up.
    public mutating func countCall(at now: UTCInstant) -> Bool {
        guard memory.callsLeft(on: Day(containing: now)) > 0 else { return false }
        memory.countCall(on: Day(containing: now))
        return true
    }

    /// A source did not answer; what it asked for is kept.
    public mutating func failed(_ fault: GatewayFault, of source: String, at now: UTCInstant) {
        memory.holds.add(fault, of: source, at: now, passing: 0, jitter: spread.offset(below: 600, purpose: 3))
    }

    /// Whether a source may be asked at `now`.
    public func isFree(_ source: String, at now: UTCInstant) -> Bool { memory.holds.until(source, at: now) == nil }

    /// What came of a question, with the view after the answer was stored.
    public mutating func ended(_ question: TempoQuestion, _ view: TempoView, answered: Bool, at now: UTCInstant) {
        guard let season = question.season else {
            let today = Day(containing: now)
            let isMissing = (max(today.advanced(by: -Self.recentDays), TempoHistory.firstDay)...today)
                .contains { view.isOpen($0) }
            let isTomorrowMissing = view.known[today.next] == nil && now >= instant(of: 1, on: today)
            memory.lastFailed = !answered
            memory.failures = !answered || isMissing || isTomorrowMissing ? min(memory.failures + 1, 16) : 0
            return
        }
        if answered, question.days.allSatisfy({ view.isFinal($0) }) {
            memory.seasons[season.startYear] = nil
            return
        }
        // What no source knows is asked for more and more seldom: after an hour when nobody answered, else after 1, 2, 4 …
        // days, at most 32.
        let attempts = answered ? min((memory.seasons[season.startYear]?.attempts ?? 0) + 1, 6) : 0
        let wait = answered ? 86_400 << (attempts - 1) : 3_600
        let jitter = spread.offset(below: wait / 4, purpose: UInt64(season.startYear))
        memory.seasons[season.startYear] = TempoMemory.Season(
            attempts: attempts, next: now.secondsSinceEpoch + Int64(wait + jitter))
    }

    /// When there is something to ask next; in the past when it is due.
    ///
    /// - Parameter sources: the names of the sources, in order. Without one there is never a question.
    public func next(of sources: [String], _ view: TempoView, after now: UTCInstant) -> UTCInstant? {
        guard let free = sources.map({ memory.holds.until($0, at: now) ?? now }).min() else { return nil }
        let today = Day(containing: now)
        guard memory.callsLeft(on: today) > 0 else { return max(free, instant(of: 0, on: today.next)) }
        let seasons = missingSeasons(view, at: now).map { seasonDue($0.season) }
        return max(free, seasons.min().map { min($0, recentDue(view, at: now)) } ?? recentDue(view, at: now))
    }

    private mutating func settle(at now: UTCInstant) {
        // A clock that was set back must not silence the schedule until it has caught up.
        memory.lastAsked = memory.lastAsked.map { min($0, now.secondsSinceEpoch) }
        memory.holds.settle(at: now)
        memory.settle(on: Day(containing: now))
    }

    private func recentDue(_ view: TempoView, at now: UTCInstant) -> UTCInstant {
        guard let asked = memory.lastAsked else { return now }
        let last = UTCInstant(secondsSinceEpoch: min(asked, now.secondsSinceEpoch))
        let today = Day(containing: now)
        // 23:00 to 06:40 belongs to the day before: its colours are known or being asked for.
        var due = instant(of: 0, on: today.next)
        let isTomorrowOpen = view.isOpen(today.next)
        let windows = Self.windows.indices.map { instant(of: $0, on: today) }
        let open = isTomorrowOpen ? windows.first { $0 > last } : nil
        if let open { due = min(due, open) }
        let isUnknown = view.known[today.next] == nil
        if isTomorrowOpen, last >= windows[1], isUnknown || memory.lastFailed || open == nil {
            due = min(due, retry(after: last))
        }
        let recent = max(today.advanced(by: -Self.recentDays), TempoHistory.firstDay)...today
        if recent.contains(where: { view.isOpen($0) }) { due = min(due, retry(after: last)) }
        return due
    }

    /// 15 minutes, doubled up to 4 hours, and up to a quarter more.
    private func retry(after last: UTCInstant) -> UTCInstant {
        let wait = min(900 << max(0, memory.failures - 1), 14_400)
        let purpose = UInt64(bitPattern: last.secondsSinceEpoch / 60)
        return last.advanced(bySeconds: wait + spread.offset(below: wait / 4, purpose: purpose))
    }

    private func instant(of window: Int, on day: Day) -> UTCInstant {
        let minutes = Self.windows[window]
        let seconds = spread.offset(below: minutes.count * 60, purpose: UInt64(16 + window))
        return day.instant(minuteOfDay: minutes.lowerBound).advanced(bySeconds: seconds)
    }

    private func seasonDue(_ season: TempoSeason) -> UTCInstant {
        UTCInstant(secondsSinceEpoch: memory.seasons[season.startYear]?.next ?? .min)
    }

    /// The seasons with days that are wanted, older than the daily question reaches, and not final.
    private func missingSeasons(
        _ view: TempoView, at now: UTCInstant
    ) -> [(season: TempoSeason, days: ClosedRange<Day>)] {
        let wanted = view.wanted(at: now)
        let last = Day(containing: now).advanced(by: -Self.recentDays - 1)
        guard wanted.lowerBound <= last else { return [] }
        var missing: [(season: TempoSeason, days: ClosedRange<Day>)] = []
        var end = last
        // The newest first: it is the one that is looked at.
        while end >= wanted.lowerBound {
            let season = TempoSeason(containing: end)
            let start = max(season.days.lowerBound, wanted.lowerBound)
            if let first = (start...end).first(where: view.isOpen), let final = (first...end).last(where: view.isOpen) {
                missing.append((season, first...final))
            }
            end = start.previous
        }
        return missing
    }
}
