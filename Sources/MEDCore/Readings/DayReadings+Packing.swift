/// The blob in which stores keep a day's readings. The first byte is the version of the layout.
extension DayReadings {
    private static let version: UInt8 = 1

    /// Appends the packed readings to `buffer`.
    public func pack(into buffer: inout [UInt8]) {
        buffer.append(Self.version)
        curve.pack(into: &buffer)
        buffer.appendOptional(officialEnergy?.wattMinutes)
        buffer.append(indexesAtStart == nil ? 0 : 1)
        if let indexes = indexesAtStart {
            buffer.appendOptional(indexes.total)
            for register in indexes.supplier + indexes.distributor { buffer.appendOptional(register) }
        }
        buffer.appendOptional(maxPower?.power.voltAmperes)
        if let maxPower { buffer.appendInteger(maxPower.instant.secondsSinceEpoch) }
    }

    /// Whether these readings, and what is derived from them, can be read again once they are packed: energies within
    /// ±2^52 watt-minutes, counters from 0 to 2^42 Wh, a peak in the years 1 to 9999. No meter comes near.
    public var isStorable: Bool {
        if let energy = officialEnergy, !StoredRange.amount.contains(energy.wattMinutes) { return false }
        if let peak = maxPower, !StoredRange.instant.contains(peak.instant.secondsSinceEpoch) { return false }
        guard let indexes = indexesAtStart else { return true }
        return ([indexes.total] + indexes.supplier + indexes.distributor).compactMap(\.self)
            .allSatisfy(StoredRange.newIndex.contains)
    }

    /// Reads packed readings; `nil` when the bytes are damaged or of an unknown version.
    public init?(packed: some Sequence<UInt8>) {
        var bytes = ArraySlice(packed)
        guard bytes.popFirst() == Self.version, let curve = LoadCurve(unpacking: &bytes),
            let official = bytes.popOptional(in: StoredRange.amount), let hasIndexes = bytes.popFirst()
        else { return nil }
        var indexes: MeterIndexes?
        switch hasIndexes {
        case 0: break
        case 1:
            guard let read = MeterIndexes(unpacking: &bytes) else { return nil }
            indexes = read
        default: return nil
        }
        guard let voltAmperes: Int32? = bytes.popOptional() else { return nil }
        var maxPower: MaxPower?
        if let voltAmperes {
            guard let seconds: Int64 = bytes.popInteger(), StoredRange.instant.contains(seconds) else { return nil }
            maxPower = MaxPower(
                power: ApparentPower(voltAmperes: voltAmperes), instant: UTCInstant(secondsSinceEpoch: seconds))
        }
        self.init(
            curve: curve, officialEnergy: official.map(Energy.init(wattMinutes:)), indexesAtStart: indexes,
            maxPower: maxPower)
    }
}

extension MeterIndexes {
    fileprivate init?(unpacking bytes: inout ArraySlice<UInt8>) {
        guard let total = bytes.popOptional(in: StoredRange.index) else { return nil }
        var registers: [Int64?] = []
        for _ in 0..<(Self.supplierCount + Self.distributorCount) {
            guard let register = bytes.popOptional(in: StoredRange.index) else { return nil }
            registers.append(register)
        }
        self.init(
            total: total, supplier: Array(registers.prefix(Self.supplierCount)),
            distributor: Array(registers.suffix(Self.distributorCount)))
    }
}
