public import MEDCore

/// One item of `pdls`.
public struct MeterSettings: Hashable, Sendable {
    /// `id`.
    public var id: PDL
    /// `label`, without control characters.
    public var label: String?
    /// `contract`, with its prices.
    public var contracts: ContractHistory

    /// Settings of a meter.
    public init(id: PDL, label: String? = nil, contracts: ContractHistory = ContractHistory()) {
        self.id = id
        self.label = label
        self.contracts = contracts
    }
}
