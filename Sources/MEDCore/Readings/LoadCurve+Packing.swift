/// The bytes in which stores keep a curve: one small blob a day instead of a row per slot.
///
/// Layout 1 is a regular grid (nearly every day): the length of its slots, one watt figure per slot, and one attribute
/// byte where all slots share it. Layout 2 lists slots one by one, for days on which the step changes. Integers are
/// little-endian. An attribute byte holds the quality in its low and the origin in its high four bits.
extension LoadCurve {
    private static let grid: UInt8 = 1
    private static let list: UInt8 = 2
    private static let unknownWatts = Int32.min

    /// Appends the packed curve to `buffer`.
    public func pack(into buffer: inout [UInt8]) {
        if let step = gridStep {
            packGrid(step: step, into: &buffer)
        } else {
            buffer.append(Self.list)
            buffer.appendInteger(UInt16(slots.count))
            for slot in slots {
                buffer.appendInteger(UInt16(slot.startMinute))
                buffer.append(slot.minutes)
                buffer.append(slot.attributes)
                buffer.appendInteger(UInt32(bitPattern: slot.watts))
            }
        }
    }

    /// Reads a packed curve from the front of `bytes` and drops what it read; `nil` when the bytes are not one.
    public init?(unpacking bytes: inout ArraySlice<UInt8>) {
        switch bytes.popFirst() {
        case Self.grid: self.init(grid: &bytes)
        case Self.list: self.init(list: &bytes)
        default: return nil
        }
    }

    /// The common length of slots that all start on multiples of it, few enough for a byte to count them.
    private var gridStep: Int? {
        guard let first = slots.first, let last = slots.last else { return 30 }
        let step = Int16(first.minutes)
        guard last.endMinute / Int(step) <= UInt8.max else { return nil }
        let isGrid = slots.allSatisfy {
            $0.minutes == first.minutes && $0.startMinute % step == 0 && $0.watts != Self.unknownWatts
        }
        return isGrid ? Int(step) : nil
    }

    private func packGrid(step: Int, into buffer: inout [UInt8]) {
        let count = slots.last.map { $0.endMinute / step } ?? 0
        let shared = slots.first?.attributes ?? 0
        let isShared = slots.allSatisfy { $0.attributes == shared }
        buffer.append(Self.grid)
        buffer.append(UInt8(step))
        buffer.append(UInt8(count))
        buffer.append(isShared ? 1 : 0)
        if isShared {
            buffer.append(shared)
        } else {
            var attributes = [UInt8](repeating: 0, count: count)
            for slot in slots { attributes[Int(slot.startMinute) / step] = slot.attributes }
            buffer.append(contentsOf: attributes)
        }
        var position = 0
        for slot in slots {
            while position < Int(slot.startMinute) {
                buffer.appendInteger(UInt32(bitPattern: Self.unknownWatts))
                position += step
            }
            buffer.appendInteger(UInt32(bitPattern: slot.watts))
            position += step
        }
    }

    private init?(grid bytes: inout ArraySlice<UInt8>) {
        guard let step = bytes.popFirst(), step > 0, let count = bytes.popFirst().map(Int.init),
            let sharing = bytes.popFirst()
        else { return nil }
        let isShared = sharing == 1
        let attributes = bytes.prefix(isShared ? 1 : count)
        guard attributes.count == (isShared ? 1 : count) else { return nil }
        bytes = bytes.dropFirst(attributes.count)
        let size = count * MemoryLayout<Int32>.size
        guard bytes.count >= size else { return nil }
        var slots: [LoadSlot] = []
        slots.reserveCapacity(count)
        // A million slots are read this way for a destination that is new.
        let isReadable = bytes.withUnsafeBytes { bytes in
            for index in 0..<count {
                let watts = Int32(
                    littleEndian: bytes.loadUnaligned(fromByteOffset: index * MemoryLayout<Int32>.size, as: Int32.self))
                if watts == Self.unknownWatts { continue }
                let attribute = attributes[attributes.startIndex + (isShared ? 0 : index)]
                guard
                    let slot = LoadSlot(
                        startMinute: index * Int(step), minutes: step, watts: watts, attributes: attribute)
                else { return false }
                slots.append(slot)
            }
            return true
        }
        guard isReadable else { return nil }
        bytes = bytes.dropFirst(size)
        self.init(sorted: slots)
    }

    private init?(list bytes: inout ArraySlice<UInt8>) {
        guard let count: UInt16 = bytes.popInteger() else { return nil }
        var slots: [LoadSlot] = []
        slots.reserveCapacity(Int(count))
        for _ in 0..<count {
            guard let start: UInt16 = bytes.popInteger(), let minutes = bytes.popFirst(),
                let attributes = bytes.popFirst(), let raw: UInt32 = bytes.popInteger(),
                let slot = LoadSlot(
                    startMinute: Int(start), minutes: minutes, watts: Int32(bitPattern: raw), attributes: attributes)
            else { return nil }
            slots.append(slot)
        }
        self.init(sorted: slots)
    }
}

extension LoadSlot {
    fileprivate var attributes: UInt8 { quality.rawValue | origin.rawValue << 4 }

    fileprivate init?(startMinute: Int, minutes: UInt8, watts: Int32, attributes: UInt8) {
        guard let quality = ReadingQuality(rawValue: attributes & 0x0F),
            let origin = ReadingOrigin(rawValue: attributes >> 4)
        else { return nil }
        guard startMinute < LoadCurve.longestDay else { return nil }
        self.init(startMinute: startMinute, minutes: Int(minutes), watts: watts, quality: quality, origin: origin)
    }
}
