/// What Enedis answers to a question for readings.
enum FakeReadings: Sendable {
    case curve([FakeSlot])
    case daily([(day: String, wattHours: Int)])
    case peaks([FakePeak])

    var count: Int {
        switch self {
        case .curve(let slots): slots.count
        case .daily(let days): days.count
        case .peaks(let peaks): peaks.count
        }
    }

    /// Without the half that a fault hides.
    func thinned(_ seed: UInt64) -> Self {
        func isKept(_ position: Int) -> Bool { FakeNoise.number(seed, Int64(position)) % 2 == 0 }
        func half<Element>(_ all: [Element]) -> [Element] {
            all.enumerated().filter { isKept($0.offset) }.map(\.element)
        }
        return switch self {
        case .curve(let slots): .curve(half(slots))
        case .daily(let days): .daily(half(days))
        case .peaks(let peaks): .peaks(half(peaks))
        }
    }
}
