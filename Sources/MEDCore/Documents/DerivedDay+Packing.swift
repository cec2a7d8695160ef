/// The blob in which stores keep what was derived. The first byte is the version of the layout: 2 is written, 1, which had
/// neither subscription nor sources of registers, is read as well.
extension DerivedDay {
    private static let version: UInt8 = 2

    /// Appends the packed form to `buffer`.
    public func pack(into buffer: inout [UInt8]) {
        buffer.append(Self.version)
        buffer.appendOptional(energy?.wattMinutes)
        buffer.appendOptional(energySource?.rawValue)
        buffer.appendOptional(tariff?.rawValue)
        buffer.append(UInt8(registers.count))
        for amount in registers {
            buffer.append(amount.register.rawValue)
            buffer.appendInteger(amount.energy.wattMinutes)
            buffer.appendOptional(amount.cost?.microEuros)
            buffer.appendOptional(amount.computed?.wattMinutes)
        }
        buffer.appendOptional(registerSource?.rawValue)
        buffer.appendOptional(registerGap?.rawValue)
        buffer.appendOptional(subscription?.microEuros)
    }

    /// Reads the packed form; `nil` when the bytes are damaged or of an unknown version.
    public init?(packed: some Sequence<UInt8>) {
        var bytes = ArraySlice(packed)
        guard let version = bytes.popFirst(), version == 1 || version == Self.version,
            let energy = bytes.popOptional(in: StoredRange.amount), let source: EnergySource? = bytes.popOptional(),
            let tariff: Tariff? = bytes.popOptional(), let count = bytes.popFirst()
        else { return nil }
        self.init()
        self.energy = energy.map(Energy.init(wattMinutes:))
        energySource = source
        self.tariff = tariff
        for _ in 0..<count {
            guard let amount = RegisterAmount(unpacking: &bytes, version: version) else { return nil }
            registers.append(amount)
        }
        guard version > 1 else { return }
        guard let registerSource: RegisterSource? = bytes.popOptional(),
            let gap: RegisterGap? = bytes.popOptional(),
            let subscription = bytes.popOptional(in: StoredRange.amount)
        else { return nil }
        self.registerSource = registerSource
        registerGap = gap
        self.subscription = subscription.map(Cost.init(microEuros:))
    }
}

extension RegisterAmount {
    fileprivate init?(unpacking bytes: inout ArraySlice<UInt8>, version: UInt8) {
        guard let register = bytes.popFirst().flatMap(TariffRegister.init),
            let wattMinutes: Int64 = bytes.popInteger(), StoredRange.amount.contains(wattMinutes),
            let cost = bytes.popOptional(in: StoredRange.amount)
        else { return nil }
        self.init(register: register, energy: Energy(wattMinutes: wattMinutes), cost: cost.map(Cost.init(microEuros:)))
        guard version > 1 else { return }
        guard let computed = bytes.popOptional(in: StoredRange.amount) else { return nil }
        self.computed = computed.map(Energy.init(wattMinutes:))
    }
}

extension ArraySlice<UInt8> {
    /// `nil` when the bytes are damaged or name no case; `.some(nil)` when the value is absent.
    fileprivate mutating func popOptional<Value: RawRepresentable<UInt8>>() -> Value?? {
        guard let raw: UInt8? = popOptional() else { return nil }
        guard let raw else { return .some(nil) }
        guard let value = Value(rawValue: raw) else { return nil }
        return .some(value)
    }
}
