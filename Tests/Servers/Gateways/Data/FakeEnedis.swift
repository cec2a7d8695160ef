import Synchronization

/// What Enedis holds of some meters: values that follow from a seed, published day by day, with its gaps, its delays,
/// its corrections and its limits.
///
/// Days are `YYYY-MM-DD` of France's calendar, instants seconds since 1970. It is an implementation of its own, which
/// shares no code with the project and takes the calendar from Foundation.
public final class FakeEnedis: Sendable {
    private let meters = Mutex<[String: FakeMeter]>([:])
    /// What its values follow from.
    public let seed: UInt64
    /// Before this hour of the next day, in France, a question for a day's readings is recorded as premature.
    public let prematureBeforeHour: Int

    /// An Enedis without meters.
    public init(seed: UInt64 = 1, prematureBeforeHour: Int = 6) {
        self.seed = seed
        self.prematureBeforeHour = prematureBeforeHour
    }

    /// Adds a meter, or replaces it.
    ///
    /// - Parameter pdl: 14 digits.
    public func add(_ pdl: String, _ meter: FakeMeter = FakeMeter()) { meters.withLock { $0[pdl] = meter } }

    /// Adds a meter that differs from the ordinary one.
    public func add(_ pdl: String, _ change: (inout FakeMeter) -> Void) {
        var meter = FakeMeter()
        change(&meter)
        add(pdl, meter)
    }

    /// Changes a meter while the server runs.
    public func change(_ pdl: String, _ change: (inout FakeMeter) -> Void) {
        guard var meter = meter(pdl) else { preconditionFailure("no meter \(pdl)") }
        change(&meter)
        add(pdl, meter)
    }

    /// A meter as it is now.
    public func meter(_ pdl: String) -> FakeMeter? { meters.withLock { $0[pdl] } }

    /// The meters' numbers, in order.
    public var pdls: [String] { meters.withLock { $0.keys.sorted() } }

    // MARK: What a right copy of this data holds

    /// The slots of a day that Enedis hands over at an instant, in time's order; empty: none.
    public func slots(
        _ pdl: String, _ direction: FakeDirection = .consumption, day: String, at instant: Int64 = .max
    ) -> [FakeSlot] {
        guard let meter = meter(pdl) else { return [] }
        return slots(meter, powers(pdl, direction), FakeDay(known: day), at: instant)
    }

    /// The energy of a day in Wh that Enedis hands over at an instant; nil: none.
    public func dailyWattHours(
        _ pdl: String, _ direction: FakeDirection = .consumption, day: String, at instant: Int64 = .max
    ) -> Int? {
        guard let meter = meter(pdl) else { return nil }
        return dailyWattHours(meter, powers(pdl, direction), FakeDay(known: day), at: instant)
    }

    /// The peak of a day's consumption that Enedis hands over at an instant; nil: none.
    public func peak(_ pdl: String, day: String, at instant: Int64 = .max) -> FakePeak? {
        guard let meter = meter(pdl) else { return nil }
        return peak(meter, powers(pdl, .consumption), FakeDay(known: day), at: instant)
    }

    func powers(_ pdl: String, _ direction: FakeDirection) -> FakePowers {
        FakePowers(seed: seed, pdl: pdl, direction: direction)
    }

    func slots(_ meter: FakeMeter, _ powers: FakePowers, _ day: FakeDay, at instant: Int64) -> [FakeSlot] {
        let text = day.text
        guard meter.directions.contains(powers.direction), meter.isPublished(day, text: text, at: instant),
            !meter.missingCurveDays.contains(text)
        else { return [] }
        let all = meter.measured(powers, day, text: text, at: instant, minutes: meter.minutes(on: text))
        return all.enumerated().filter { !meter.isMissing(slot: $0.offset, on: text, at: instant) }.map(\.element)
    }

    func dailyWattHours(_ meter: FakeMeter, _ powers: FakePowers, _ day: FakeDay, at instant: Int64) -> Int? {
        let text = day.text
        guard meter.directions.contains(powers.direction), meter.isPublished(day, text: text, at: instant),
            !meter.missingDailyDays.contains(text)
        else { return nil }
        // The meter counts whole Wh: half a Wh is not counted yet.
        return meter.measured(powers, day, text: text, at: instant, minutes: 30).reduce(0) { $0 + $1.watts } / 2
    }

    func peak(_ meter: FakeMeter, _ powers: FakePowers, _ day: FakeDay, at instant: Int64) -> FakePeak? {
        let text = day.text
        guard powers.direction == .consumption, meter.directions.contains(.consumption),
            meter.isPublished(day, text: text, at: instant), !meter.missingDailyDays.contains(text)
        else { return nil }
        let all = meter.measured(powers, day, text: text, at: instant, minutes: 30)
        guard let top = all.max(by: { $0.watts < $1.watts }) else { return nil }
        let noise = FakeNoise.number(powers.seed &+ 1, top.start)
        // A power factor below 1: more VA than W.
        return FakePeak(
            voltAmperes: top.watts == 0 ? 0 : top.watts * 11 / 10 + Int(noise % 150),
            instant: top.start + Int64(noise >> 16 % 1800))
    }
}
