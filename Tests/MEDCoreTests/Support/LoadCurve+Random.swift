import MEDCore
import MEDTesting

extension LoadCurve {
    /// Slots of any of `steps`, with gaps in `gapPercent` of the places, over `length` minutes.
    static func random(
        steps: [Int], length: Int = 1_440, gapPercent: Int = 20, using generator: inout SeededGenerator
    ) -> LoadCurve {
        var slots: [LoadSlot] = []
        var minute = 0
        while minute < length {
            let minutes = min(steps.randomElement(using: &generator) ?? 30, length - minute)
            if Int.random(in: 0..<100, using: &generator) >= gapPercent {
                slots.append(.random(startMinute: minute, minutes: minutes, using: &generator))
            }
            minute += minutes
        }
        return LoadCurve(slots: slots)
    }

    /// A whole day measured in slots of `step` minutes.
    static func complete(day: Day, step: Int, watts: (Int) -> Int) -> LoadCurve {
        LoadCurve(
            slots: stride(from: 0, to: day.lengthInMinutes, by: step).map {
                LoadSlot(startMinute: $0, minutes: min(step, day.lengthInMinutes - $0), watts: Int32(watts($0)))
            })
    }
}

extension LoadSlot {
    static func random(startMinute: Int, minutes: Int, using generator: inout SeededGenerator) -> LoadSlot {
        LoadSlot(
            startMinute: startMinute, minutes: minutes, watts: Int32.random(in: 0...36_000, using: &generator),
            quality: Bool.random(using: &generator) ? .measured : .estimated,
            origin: ReadingOrigin(rawValue: UInt8.random(in: 1...6, using: &generator)) ?? .manual)
    }
}
