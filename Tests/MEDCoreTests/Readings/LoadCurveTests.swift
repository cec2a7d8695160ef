import MEDCore
import MEDTesting
import Testing

@Suite(.timeLimit(.minutes(1)))
struct LoadCurveTests {
    static let steps = [10, 15, 30, 60]

    @Test func slotsAreKeptInOrderAndTheLaterOneWins() {
        let curve = LoadCurve(slots: [
            LoadSlot(startMinute: 60, minutes: 30, watts: 3), LoadSlot(startMinute: 0, minutes: 30, watts: 1),
            LoadSlot(startMinute: 30, minutes: 30, watts: 2), LoadSlot(startMinute: 60, minutes: 30, watts: 4),
        ])
        #expect(curve.slots.map(\.startMinute) == [0, 30, 60])
        #expect(curve.slots.map(\.watts) == [1, 2, 4])
    }

    @Test(arguments: UInt64(0)..<200)
    func insertedSlotsNeverOverlap(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let slots = (0..<60).map { _ in
            LoadSlot.random(
                startMinute: .random(in: 0..<1_440, using: &generator),
                minutes: Self.steps.randomElement(using: &generator) ?? 30, using: &generator)
        }
        let curve = LoadCurve(slots: slots)
        expectOrdered(curve)
        #expect(curve.slots.contains(slots[59]), "nothing came after the last one")
        #expect(Set(curve.slots).isSubset(of: slots))
        // Each slot that is gone was overlapped by one that came after it.
        for (index, slot) in slots.enumerated() where !curve.slots.contains(slot) {
            #expect(slots[(index + 1)...].contains { overlap($0, slot) })
        }
    }

    @Test(arguments: UInt64(0)..<150)
    func mergingNeverOverlapsNorForgetsAMinute(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let old = LoadCurve.random(steps: Self.steps, gapPercent: 30, using: &generator)
        let new = LoadCurve.random(steps: Self.steps, gapPercent: 30, using: &generator)
        let merged = old.merging(new)
        expectOrdered(merged)
        #expect(Set(merged.slots).isSubset(of: Set(old.slots).union(new.slots)), "no slot is made up")
        #expect(minutes(of: old).isSubset(of: minutes(of: merged)))
        for slot in old.slots where !merged.slots.contains(slot) {
            let replacing = merged.slots.filter { overlap($0, slot) }
            let isCovered = (slot.startMinute..<Int16(slot.endMinute)).allSatisfy(minutes(of: replacing).contains)
            #expect(isCovered, "a fragment replaced \(slot)")
            #expect(replacing.allSatisfy { $0.quality >= slot.quality }, "an estimate replaced a measure")
        }
        for slot in new.slots where !merged.slots.contains(slot) {
            #expect(old.slots.contains { overlap($0, slot) }, "a new slot in a gap is taken")
        }
    }

    @Test(arguments: UInt64(0)..<150)
    func mergingAgainChangesNothing(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let old = LoadCurve.random(steps: Self.steps, gapPercent: 30, using: &generator)
        let new = LoadCurve.random(steps: Self.steps, gapPercent: 30, using: &generator)
        let merged = old.merging(new)
        #expect(merged.merging(new) == merged)
        #expect(merged.merging(merged) == merged)
        #expect(old.merging(LoadCurve()) == old)
        #expect(LoadCurve().merging(new) == new)
    }

    @Test(arguments: UInt64(0)..<50)
    func measuredSlotsOnOneGridBeatEstimatedOnesAndNewerOnesBeatOlderOnes(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let old = LoadCurve.random(steps: [30], gapPercent: 10, using: &generator)
        let new = LoadCurve.random(steps: [30], gapPercent: 10, using: &generator)
        let merged = old.merging(new)
        for minute in stride(from: Int16(0), to: 1_440, by: 30) {
            let former = old.slots.first { $0.startMinute == minute }
            let later = new.slots.first { $0.startMinute == minute }
            let expected = former?.quality == .measured && later?.quality == .estimated ? former : later ?? former
            #expect(merged.slots.first { $0.startMinute == minute } == expected)
        }
    }

    @Test func fragmentDoesNotEraseALongerSlot() {
        let hour = LoadCurve(slots: [LoadSlot(startMinute: 0, minutes: 60, watts: 600, quality: .estimated)])
        let fragment = LoadCurve(slots: [LoadSlot(startMinute: 30, minutes: 30, watts: 100)])
        #expect(hour.merging(fragment) == hour)
        let halves = LoadCurve(slots: [
            LoadSlot(startMinute: 0, minutes: 30, watts: 50), LoadSlot(startMinute: 30, minutes: 30, watts: 100),
        ])
        #expect(hour.merging(halves) == halves)
        #expect(halves.merging(hour) == halves)
    }

    @Test func slotThatCannotReplaceAllItCoversReplacesNothing() {
        let tenMinutes = LoadCurve(
            slots: (0..<6).map {
                LoadSlot(startMinute: $0 * 10, minutes: 10, watts: 10, quality: $0 == 2 ? .measured : .estimated)
            })
        let hour = LoadCurve(slots: [LoadSlot(startMinute: 0, minutes: 60, watts: 600, quality: .estimated)])
        #expect(tenMinutes.merging(hour) == tenMinutes)
    }

    @Test func completenessFollowsTheTrueLengthOfTheDay() throws {
        for (text, halfHours) in [("2024-03-31", 46), ("2024-01-15", 48), ("2024-10-27", 50)] {
            let day = try Sample.day(text)
            let curve = LoadCurve.complete(day: day, step: 30) { _ in 100 }
            #expect(curve.slots.count == halfHours)
            #expect(curve.isComplete(on: day))
            #expect(curve.expectedSlots(on: day) == halfHours)
            let gap = LoadCurve(slots: Array(curve.slots.dropFirst(3)))
            #expect(!gap.isComplete(on: day))
            #expect(gap.expectedSlots(on: day) == halfHours)
            #expect(curve.knownEnergy == Energy(wattMinutes: Int64(day.lengthInMinutes) * 100))
        }
        #expect(LoadCurve().expectedSlots(on: try Sample.day("2024-01-15")) == 0)
        #expect(LoadCurve().usualSlotMinutes == nil)
    }

    private func expectOrdered(_ curve: LoadCurve) {
        #expect(zip(curve.slots, curve.slots.dropFirst()).allSatisfy { $0.endMinute <= Int($1.startMinute) })
    }

    /// Half-open intervals of which neither ends before the other begins.
    private func overlap(_ left: LoadSlot, _ right: LoadSlot) -> Bool {
        !(left.endMinute <= Int(right.startMinute) || right.endMinute <= Int(left.startMinute))
    }

    private func minutes(of curve: LoadCurve) -> Set<Int16> { minutes(of: curve.slots) }

    private func minutes(of slots: [LoadSlot]) -> Set<Int16> {
        Set(slots.flatMap { $0.startMinute..<Int16($0.endMinute) })
    }
}
