import MEDCore

/// How the amounts of a day lie in its 23, 24 or 25 hours, counted from local midnight; with Paris' offsets these begin at
/// full hours of UTC, as Home Assistant demands.
struct HourWeights: Equatable {
    /// One for each hour, none below 0, their sum above 0.
    let weights: [Int64]

    private init(_ weights: [Int64]) { self.weights = weights }

    /// Each hour alike.
    init(even day: Day) {
        weights = [Int64](repeating: 1, count: day.lengthInMinutes / 60)
    }

    /// The hours of a load curve, half-hours summed in pairs and slots that an hour cuts shared by their minutes.
    ///
    /// What the curve leaves unknown of the day's energy lies evenly in the minutes that it does not know: a day known only
    /// as a total is spread over all its hours. A curve that contradicts the day's energy (more than it, or nothing where
    /// something was counted) is not used.
    init(of document: DayDocument, energy: Energy) {
        let day = document.day
        let hours = day.lengthInMinutes / 60
        var known = [Int64](repeating: 0, count: hours)
        var minutes = [Int64](repeating: 0, count: hours)
        for slot in document.curve.slots {
            for hour in Int(slot.startMinute) / 60...(slot.endMinute - 1) / 60 where hour < hours {
                let shared = Int64(min(slot.endMinute, 60 * hour + 60) - max(Int(slot.startMinute), 60 * hour))
                known[hour] += Int64(slot.watts) * shared
                minutes[hour] += shared
            }
        }
        let sum = known.reduce(0, +)
        let missing = Int64(day.lengthInMinutes) - minutes.reduce(0, +)
        let rest = energy.wattMinutes - sum
        guard known.allSatisfy({ $0 >= 0 }), missing == 0 || rest >= 0 else {
            self.init(even: day)
            return
        }
        if missing > 0 {
            var spread = Spread(of: rest, over: missing)
            for hour in 0..<hours { known[hour] += spread.next(60 - minutes[hour]) }
        }
        guard known.contains(where: { $0 > 0 }) else {
            self.init(even: day)
            return
        }
        self.init(known)
    }

    /// These hours only; each alike when nothing lies in them.
    init(_ all: HourWeights, within hours: Set<Int>) {
        let kept = all.weights.enumerated().map { hours.contains($0.offset) ? $0.element : 0 }
        let isEmpty = kept.allSatisfy { $0 == 0 }
        weights = isEmpty ? kept.indices.map { hours.contains($0) ? 1 : 0 } : kept
    }

    /// An amount in its hours, which add up to it exactly.
    func shares(of amount: Int64) -> [Int64] {
        var spread = Spread(of: amount, over: weights.reduce(0, +))
        return weights.map { spread.next($0) }
    }
}

/// Shares an amount by differences of rounded running totals, so that the shares add up to it.
private struct Spread {
    private let amount: Int64
    private let total: Int64
    private var running: Int64 = 0
    private var given: Int64 = 0

    init(of amount: Int64, over total: Int64) {
        self.amount = amount
        self.total = total
    }

    /// The share of the next `weight` of the total.
    mutating func next(_ weight: Int64) -> Int64 {
        running += weight
        // 128 bits: damaged readings reach 2^31 W, and amounts are in millionths.
        let product = Int128(amount) * Int128(running)
        let (floor, rest) = product.quotientAndRemainder(dividingBy: Int128(total))
        let isUp = 2 * rest > Int128(total) || 2 * rest == Int128(total) && floor % 2 != 0
        let through = Int64(clamping: isUp ? floor + 1 : floor)
        defer { given = through }
        return through - given
    }
}
