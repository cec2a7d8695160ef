import MEDCore
import MEDSources
import Synchronization

/// A store in memory.
actor MemoryStore: SyncStore {
    struct Refused: Error {}

    private(set) var days: [SyncSource: [Day: DayReadings]] = [:]
    private var memories: [String: [UInt8]] = [:]
    private var refusals = 0

    func refuse(_ saves: Int) { refusals = saves }

    func coverage(of pdl: PDL, _ direction: Direction, days: ClosedRange<Day>) -> [DayCoverage] {
        let known = self.days[SyncSource(pdl: pdl, direction: direction)] ?? [:]
        return days.compactMap { day in
            guard let readings = known[day] else { return nil }
            return DayCoverage(
                day: day, knownMinutes: readings.curve.knownMinutes, presentSlots: readings.curve.slots.count,
                expectedSlots: readings.curve.isEmpty
                    ? day.lengthInMinutes / 30 : readings.curve.expectedSlots(on: day),
                hasDailyEnergy: readings.officialEnergy != nil, hasEnergy: readings.officialEnergy != nil,
                hasMaxPower: readings.maxPower != nil)
        }
    }

    func save(_ readings: MeterReadings, from gateway: String, at now: UTCInstant) throws -> SavedReadings {
        if refusals > 0 {
            refusals -= 1
            throw Refused()
        }
        let source = SyncSource(pdl: readings.pdl, direction: readings.direction)
        var saved = SavedReadings()
        for entry in readings.days {
            let known = days[source]?[entry.day]
            let merged = (known ?? DayReadings()).merging(entry.readings)
            if known == nil {
                saved.newDays += 1
            } else if known == merged {
                saved.unchangedDays += 1
            } else {
                saved.correctedDays += 1
            }
            days[source, default: [:]][entry.day] = merged
        }
        return saved
    }

    func memory(_ key: String) -> [UInt8]? { memories[key] }

    func remember(_ bytes: [UInt8], as key: String) { memories[key] = bytes }
}

/// A gateway that makes up what a meter would have read, the same for every question.
final class MemoryGateway: Gateway {
    typealias Behaviour = @Sendable (Int, ReadingRequest) async throws(GatewayFault) -> Void

    let limits: GatewayLimits
    private let behaviour: Behaviour
    private let edits = Mutex<[Day: DayReadings?]>([:])
    private let asked = Mutex<[ReadingRequest]>([])

    init(limits: GatewayLimits = GatewayLimits(), behaviour: @escaping Behaviour = { _, _ throws(GatewayFault) in }) {
        self.limits = limits
        self.behaviour = behaviour
    }

    var requests: [ReadingRequest] { asked.withLock(\.self) }

    /// Makes the gateway hold something else of a day of consumption, or nothing.
    func edit(_ day: Day, _ readings: DayReadings?) { edits.withLock { $0[day] = .some(readings) } }

    func readings(_ request: ReadingRequest, at now: UTCInstant) async throws(GatewayFault) -> GatewayReadings {
        let index = asked.withLock { requests in
            requests.append(request)
            return requests.count - 1
        }
        try await behaviour(index, request)
        let edits = edits.withLock(\.self)
        let days = request.days.compactMap { day -> MeterReadings.Entry? in
            var readings = DayReadings()
            let held = request.direction == .consumption ? edits[day] ?? Self.whole(day) : Self.whole(day)
            guard let held else { return nil }
            switch request.kind {
            case .loadCurve: readings.curve = held.curve
            case .dailyEnergy: readings.officialEnergy = held.officialEnergy
            case .maxPower: readings.maxPower = held.maxPower
            }
            return MeterReadings.Entry(day: day, readings: readings)
        }
        return GatewayReadings(meter: MeterReadings(pdl: request.pdl, direction: request.direction, days: days))
    }

    func contract(of pdl: PDL, at now: UTCInstant) -> GatewayContract { GatewayContract() }

    func access(to pdl: PDL, at now: UTCInstant) -> GatewayAccess { GatewayAccess(isValid: true) }

    /// A day with all its half-hours: 46, 48 or 50.
    static func whole(_ day: Day, watts: Int32 = 100, slots: Int? = nil) -> DayReadings {
        let slots = (0..<(slots ?? day.lengthInMinutes / 30)).map { index in
            LoadSlot(startMinute: index * 30, minutes: 30, watts: watts + Int32(index), origin: .gatewayV1)
        }
        return DayReadings(
            curve: LoadCurve(slots: slots), officialEnergy: Energy(wattHours: 2_400 + Int64(day.number % 100)),
            maxPower: MaxPower(
                power: ApparentPower(voltAmperes: 4_500), instant: day.start.advanced(bySeconds: 43_200)))
    }
}

/// A clock that jumps to where it is told to sleep.
final class JumpingClock: Sendable {
    private let instant: Mutex<UTCInstant>

    init(_ start: UTCInstant) {
        instant = Mutex(start)
    }

    var now: UTCInstant { instant.withLock(\.self) }

    func jump(to new: UTCInstant) { instant.withLock { $0 = new } }

    var clock: SyncClock {
        SyncClock(
            now: { self.now },
            sleep: { until in
                try Task.checkCancellation()
                self.jump(to: until)
            })
    }
}

/// Events in their order.
final class EventLog: Sendable {
    private let log = Mutex<[SyncEvent]>([])

    var events: [SyncEvent] { log.withLock(\.self) }

    func add(_ event: SyncEvent) { log.withLock { $0.append(event) } }
}
