import MEDCore

extension FuzzTarget {
    /// The blobs of a store; the first byte says which kind the others are.
    static let stored = FuzzTarget("stored", maximumLength: 4_096) { bytes in
        guard let kind = bytes.first else { return }
        let packed = bytes.dropFirst()
        // From the first day of the legal time that is code to the last day that a text can name.
        let day = Day(number: 9_496 + Int32(kind) * 40)
        switch kind % 5 {
        case 0:
            if let readings = DayReadings(packed: packed) { ReadingsCheck.check(readings, on: day) }
        case 1:
            if let derived = DerivedDay(packed: packed) {
                demand(StoredCheck.isKept(derived), "what was derived changes when it is stored")
                StoredCheck.show(derived)
            }
        case 2:
            var rest = ArraySlice(packed)
            if let curve = LoadCurve(unpacking: &rest) {
                ReadingsCheck.check(DayReadings(curve: curve), on: day)
                _ = (curve.expectedSlots(on: day), curve.knownEnergy, curve.usualSlotMinutes)
                if let newer = LoadCurve(unpacking: &rest) { StoredCheck.merge(curve, newer) }
            }
        case 3:
            if let tempo = TempoData(packed: packed, day: day, revision: 1, recordedAt: day.start) {
                var again: [UInt8] = []
                tempo.pack(into: &again)
                demand(again == Array(packed), "a Tempo day changes when it is stored")
            }
        default:
            if let ecowatt = EcowattData(packed: packed, day: day, revision: 1, recordedAt: day.start) {
                var again: [UInt8] = []
                ecowatt.pack(into: &again)
                let other = EcowattData(packed: again, day: day, revision: 1, recordedAt: day.start)
                demand(other == ecowatt, "an EcoWatt day changes when it is stored")
            }
        }
    }
}

enum StoredCheck {
    static func isKept(_ derived: DerivedDay) -> Bool {
        var bytes: [UInt8] = []
        derived.pack(into: &bytes)
        return DerivedDay(packed: bytes) == derived
    }

    static func show(_ derived: DerivedDay) {
        _ = derived.energyCost
        for amount in derived.registers { _ = (amount.difference, "\(amount.energy)") }
        _ = derived.energy.map { "\($0)" }
    }

    /// No minute that was known gets lost, and merging the same again changes nothing.
    static func merge(_ curve: LoadCurve, _ newer: LoadCurve) {
        let merged = curve.merging(newer)
        demand(merged.merging(newer) == merged, "merging the same twice is not merging it once")
        demand(minutes(of: curve).isSubset(of: minutes(of: merged)), "merging loses minutes that were known")
    }

    private static func minutes(of curve: LoadCurve) -> Set<Int> {
        Set(curve.slots.flatMap { Int($0.startMinute)..<$0.endMinute })
    }
}
