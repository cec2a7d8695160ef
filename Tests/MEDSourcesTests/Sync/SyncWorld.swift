import Foundation
import MEDCore
import MEDSources
import MEDTesting
import Testing

/// A gateway with Enedis behind it, a store and a clock, around one `SyncPlan`: its environment. It refuses what a gateway
/// refuses and records an issue for every call that should never have been made.
struct SyncWorld {
    struct Call {
        let request: ReadingRequest
        let instant: UTCInstant
        let fault: GatewayFault?
    }

    /// How much of a day the gateway has at an instant: 0 to 1.
    typealias Holding = (SyncSeries, Day, UTCInstant) -> Double

    var limits: GatewayLimits
    let meters: [SyncMeter]
    let phase: SyncPhase
    var now: UTCInstant
    var plan: SyncPlan
    var holding: Holding = { _, _, _ in 1 }
    /// A fault for the n-th call; `nil` to answer it.
    var fault: (Int, ReadingRequest, UTCInstant) -> GatewayFault? = { _, _, _ in nil }
    var generator: SeededGenerator
    private(set) var calls: [Call] = []
    private(set) var waits: [(until: UTCInstant, reason: SyncWait)] = []
    private(set) var nextLook: UTCInstant?
    /// What the store has: minutes of a curve, or 1 for a daily value.
    private(set) var store: [SyncSeries: [Day: Int]] = [:]
    /// Not called before: what a fault named.
    private var closedUntil: UTCInstant?
    /// Stops before this many calls: a kill.
    var callsLeft = Int.max

    init(
        _ meters: [SyncMeter], at now: UTCInstant, limits: GatewayLimits = GatewayLimits(), phase: SyncPhase = .none,
        ledger: SyncLedger = SyncLedger(), seed: UInt64 = 1
    ) {
        self.limits = limits
        self.meters = meters
        self.phase = phase
        self.now = now
        generator = SeededGenerator(seed: seed)
        plan = SyncPlan(limits: limits, meters: meters, phase: phase, ledger: ledger, coverage: [:])
    }

    /// A new process: nothing is left but the store and the ledger's bytes.
    mutating func restart() {
        let read = SyncLedger.read(plan.ledger.encoded())
        #expect(!read.isDamaged)
        #expect(read.ledger == plan.ledger)
        let history = Day(containing: now).advanced(by: -1_200)...Day(containing: now)
        var coverage: [SyncSource: [DayCoverage]] = [:]
        for series in meters.flatMap(\.series) {
            coverage[SyncSource(of: series)] = self.coverage(SyncSource(of: series), history)
        }
        plan = SyncPlan(limits: limits, meters: meters, phase: phase, ledger: read.ledger, coverage: coverage)
    }

    /// Does what the plan says until nothing is due before `end`.
    mutating func run(until end: UTCInstant? = nil) {
        for _ in 0..<1_000_000 {
            switch plan.next(at: now) {
            case .ask(let request):
                guard callsLeft > 0 else { return }
                callsLeft -= 1
                let result = answer(request)
                plan.answered(request, with: result, at: now, fraction: .random(in: 0..<1, using: &generator))
            case .wait(let until, let reason):
                #expect(until > now, "a wait that is over")
                waits.append((until, reason))
                if let end, until > end {
                    now = end
                    return
                }
                now = until
            case .done(let look):
                #expect(look > now, "a look that is past")
                nextLook = look
                guard let end, look <= end else {
                    now = end ?? now
                    return
                }
                now = look
            }
        }
        Issue.record("the plan does not come to an end")
    }

    /// What a household's file brought, or a store that lost it.
    mutating func put(_ amount: Int?, _ series: SyncSeries, _ day: Day) {
        store[series, default: [:]][day] = amount
    }

    mutating func forgive(_ pdl: PDL) { reopen { $0.forgive(pdl) } }

    mutating func askAgain(_ pdl: PDL, _ days: ClosedRange<Day>) { reopen { $0.askAgain(pdl, days: days) } }

    /// The gateway whose clock was asked at another time is another one.
    mutating func forgetWaits() { closedUntil = nil }

    /// What a command of the household does to the ledger between two syncs.
    private mutating func reopen(_ change: (inout SyncLedger) -> Void) {
        var ledger = plan.ledger
        change(&ledger)
        plan = SyncPlan(limits: limits, meters: meters, phase: phase, ledger: ledger, coverage: [:])
        restart()
    }

    func coverage(_ source: SyncSource, _ days: ClosedRange<Day>) -> [DayCoverage] {
        let amount = { (kind: ReadingKind, day: Day) in
            store[SyncSeries(pdl: source.pdl, direction: source.direction, kind: kind)]?[day] ?? 0
        }
        return days.map { day in
            let minutes = amount(.loadCurve, day)
            let hasDaily = amount(.dailyEnergy, day) > 0
            return DayCoverage(
                day: day, knownMinutes: minutes, presentSlots: minutes / 30, expectedSlots: day.lengthInMinutes / 30,
                hasDailyEnergy: hasDaily, hasEnergy: hasDaily, hasMaxPower: amount(.maxPower, day) > 0)
        }
    }

    private mutating func answer(_ request: ReadingRequest) -> Result<[DayCoverage], GatewayFault> {
        let fault = refusal(of: request) ?? self.fault(calls.count, request, now)
        calls.append(Call(request: request, instant: now, fault: fault))
        if let fault {
            switch fault.kind {
            case .waitUntil(let instant?): closedUntil = instant
            case .transient(let after?): closedUntil = now.advanced(by: after)
            default: break
            }
            return .failure(fault)
        }
        let series = SyncSeries(of: request)
        for day in request.days {
            let share = holding(series, day, now)
            if share > 0 { put(request.kind == .loadCurve ? Int(share * Double(day.lengthInMinutes)) : 1, series, day) }
        }
        return .success(coverage(SyncSource(of: series), request.days))
    }

    /// What a gateway refuses by itself, and what must never be asked.
    private func refusal(of request: ReadingRequest) -> GatewayFault? {
        #expect(closedUntil.map { now >= $0 } ?? true, "asked at \(now), told to wait until \(closedUntil!)")
        let recent = calls.suffix(20).filter { (0...1).contains(now.seconds(since: $0.instant)) }
        #expect(recent.count < limits.callsPerSecond, "more than the calls of a second at \(now)")
        let zone = TimeZone(identifier: "Europe/Paris")!
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let instant = Date(timeIntervalSince1970: Double(now.secondsSinceEpoch))
        let hour = calendar.component(.hour, from: instant)
        let today = OracleCalendar.day(instant)
        #expect(request.days.upperBound < today, "a day that has not ended")
        #expect(request.days.upperBound < today.previous || hour >= 6, "yesterday asked before 06:00")
        #expect(request.days.count <= limits.daysPerCall(of: request.kind))
        guard request.days.lowerBound >= OracleCalendar.firstDay(request.kind, today) else {
            return .test(.startTooEarly(earliest: nil), "ADAM-DC-0016")
        }
        return nil
    }
}

extension SyncWorld {
    /// Days of all series that the gateway has now, within its history, and the store does not.
    var lacking: [(SyncSeries, Day)] {
        let today = Day(containing: now)
        return meters.flatMap(\.series).flatMap { series in
            (OracleCalendar.firstDay(series.kind, today)...today.previous.previous)
                .filter { day in
                    let whole = series.kind == .loadCurve ? day.lengthInMinutes : 1
                    return holding(series, day, now) == 1 && store[series]?[day] != whole
                }
                .map { (series, $0) }
        }
    }

    func calls(of kind: ReadingKind) -> [Call] { calls.filter { $0.request.kind == kind } }

    /// The fewest calls that fetch everything: by arithmetic, not by planning.
    func fewestCalls(on today: Day) -> Int {
        meters.flatMap(\.series).reduce(0) { sum, series in
            let days = OracleCalendar.firstDay(series.kind, today).distance(to: today)
            let length = limits.daysPerCall(of: series.kind)
            return sum + (days + length - 1) / length
        }
    }
}

/// Dates by Foundation's calendar: an oracle that shares no code with ours.
enum OracleCalendar {
    private static var calendar: Calendar {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: "Europe/Paris")!
        return calendar
    }

    static func day(_ date: Date) -> Day {
        let parts = calendar.dateComponents([.year, .month, .day], from: date)
        return Day(year: parts.year!, month: parts.month!, day: parts.day!)!
    }

    static func instant(_ day: Day, hour: Int, minute: Int = 0) -> UTCInstant {
        let parts = DateComponents(
            year: day.year, month: day.monthOfYear, day: day.dayOfMonth, hour: hour, minute: minute)
        return UTCInstant(secondsSinceEpoch: Int64(calendar.date(from: parts)!.timeIntervalSince1970))
    }

    /// 24 or 36 months and 15 days before `today`.
    static func firstDay(_ kind: ReadingKind, _ today: Day) -> Day {
        // Foundation moves 29 February by 24 months to 1 March and by 36 months to 28 February; the earlier one counts.
        let dayOfMonth = today.monthOfYear == 2 ? min(28, today.dayOfMonth) : today.dayOfMonth
        let noon = DateComponents(year: today.year, month: today.monthOfYear, day: dayOfMonth, hour: 12)
        let months = kind == .loadCurve ? -24 : -36
        let back = calendar.date(byAdding: .month, value: months, to: calendar.date(from: noon)!)!
        return day(calendar.date(byAdding: .day, value: -15, to: back)!)
    }
}

extension GatewayFault {
    static func test(_ kind: Class, _ code: String = "TEST") -> GatewayFault {
        GatewayFault(kind, code: code, message: LocalizedText(fr: "refusé (\(code))", en: "refused (\(code))"))
    }
}

extension PDL {
    static let house = PDL("01234567890123")!
    static let roof = PDL("98765432109876")!
}

extension [SyncMeter] {
    /// A house, and a house with panels: eight series.
    static let two = [
        SyncMeter(pdl: .house), SyncMeter(pdl: .roof, production: [.dailyEnergy, .loadCurve]),
    ]
}
