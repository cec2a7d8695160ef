/// The true powers of one direction of one meter: a pure function of seed and half-hour.
struct FakePowers: Sendable {
    let seed: UInt64
    let direction: FakeDirection

    init(seed: UInt64, pdl: String, direction: FakeDirection) {
        self.seed = FakeNoise.seed(seed, pdl + direction.rawValue)
        self.direction = direction
    }

    /// Mean power of a half-hour in W; 0 is measured, too.
    ///
    /// - Parameter index: half-hours since 1970, UTC.
    func watts(halfHour index: Int64) -> Int {
        let noise = FakeNoise.number(seed, index)
        let hour = Int(index / 2 % 24)
        switch direction {
        case .consumption:
            // Empty house, one half-hour in 29; a heating peak, one in 11.
            if noise % 29 == 0 { return 0 }
            let base = 90 + Int(noise >> 8 % 400)
            return noise >> 20 % 11 == 0 ? base + 2500 + Int(noise >> 32 % 4000) : base + (hour >= 17 ? 600 : 0)
        case .production:
            // Nothing at night.
            if hour < 6 || hour >= 18 { return 0 }
            return (6 - abs(12 - hour)) * 350 + Int(noise >> 8 % 300)
        }
    }

    /// The day's slots of a length in minutes, measured at full truth: no slot is missing.
    ///
    /// - Parameter added: W added to a half-hour of the day.
    func slots(of day: FakeDay, minutes: Int, isZero: Bool, added: (Int) -> Int) -> [FakeSlot] {
        let (first, last) = (day.start / 1800, day.next.start / 1800)
        let halfHours = (first..<last).map { index in
            isZero ? 0 : max(0, watts(halfHour: index) + added(Int(index - first)))
        }
        switch minutes {
        case 60:
            return stride(from: 0, to: halfHours.count - 1, by: 2).map { position in
                FakeSlot(
                    start: (first + Int64(position)) * 1800, minutes: 60,
                    watts: (halfHours[position] + halfHours[position + 1] + 1) / 2)
            }
        case 10, 15:
            return halfHours.enumerated().flatMap { position, watts in
                let index = first + Int64(position)
                let swing = watts / 3
                return (minutes == 10 ? [swing, -swing, 0] : [swing, -swing]).enumerated().map { part, change in
                    FakeSlot(
                        start: index * 1800 + Int64(part * minutes * 60), minutes: minutes, watts: watts + change)
                }
            }
        default:
            return halfHours.enumerated().map { position, watts in
                FakeSlot(start: (first + Int64(position)) * 1800, minutes: 30, watts: watts)
            }
        }
    }
}
