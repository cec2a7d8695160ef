/// What one register counted on a day or over a period.
public struct RegisterAmount: Hashable, Sendable {
    /// The register.
    public let register: TariffRegister
    /// Its energy.
    public var energy: Energy
    /// Its cost, VAT included; `nil` when no price is known for the day.
    public var cost: Cost?
    /// What the load curve gives for the register, where `energy` is what the meter counted; `nil` otherwise.
    public var computed: Energy?

    /// An amount of a register.
    public init(register: TariffRegister, energy: Energy, cost: Cost? = nil, computed: Energy? = nil) {
        self.register = register
        self.energy = energy
        self.cost = cost
        self.computed = computed
    }

    /// What the meter counted beyond what the curve gives; `nil` unless both are known.
    public var difference: Energy? { computed.map { energy - $0 } }
}
