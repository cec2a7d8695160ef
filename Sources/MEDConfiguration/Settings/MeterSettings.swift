public import MEDCore

/// One item of `pdls`.
public struct MeterSettings: Hashable, Sendable {
    /// `id`.
    public var id: PDL
    /// `label`, without control characters.
    public var label: String?
    /// `contract`, with its prices.
    public var contracts: ContractHistory
    /// `sources`: what is fetched of it.
    public var sources: MeterSources
    /// `production_pdl`: the item of `pdls` that measures this household's production, where that is a meter of its own.
    public var linkedProduction: PDL?

    /// Settings of a meter.
    public init(
        id: PDL, label: String? = nil, contracts: ContractHistory = ContractHistory(),
        sources: MeterSources = MeterSources(), linkedProduction: PDL? = nil
    ) {
        self.id = id
        self.label = label
        self.contracts = contracts
        self.sources = sources
        self.linkedProduction = linkedProduction
    }
}
