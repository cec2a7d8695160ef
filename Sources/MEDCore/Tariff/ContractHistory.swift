/// The contracts of one PDL, each from its first day on.
public struct ContractHistory: Hashable, Sendable {
    /// By rising first day.
    public let contracts: [Contract]

    /// A history; the order of `contracts` does not matter.
    public init(_ contracts: [Contract] = []) {
        self.contracts = contracts.sorted { $0.from < $1.from }
    }

    /// The contract that applies on `day`; `nil` before the first one.
    public func contract(on day: Day) -> Contract? {
        contracts.last { $0.from <= day }
    }

    /// The prices that apply on `day`.
    public func prices(on day: Day) -> PriceList? {
        contract(on: day)?.prices(on: day)
    }

    /// The first day on which `self` and `other` derive days differently; `nil` when they never do.
    public func firstDifference(from other: ContractHistory) -> Day? {
        differences(from: other)?.first
    }

    /// The first and the last day on which `self` and `other` derive days differently; the last is `nil` when the
    /// difference has no end.
    func differences(from other: ContractHistory) -> (first: Day, last: Day?)? {
        let changes = Set((contracts + other.contracts).flatMap { [$0.from] + $0.prices.map(\.from) }).sorted()
        let differing = changes.indices.filter { terms(on: changes[$0]) != other.terms(on: changes[$0]) }
        guard let first = differing.first, let last = differing.last else { return nil }
        return (changes[first], last + 1 < changes.count ? changes[last + 1].previous : nil)
    }

    /// What a day's derivation depends on; when a contract or its prices began is no part of it.
    private struct Terms: Hashable {
        var tariff: Tariff
        var offPeak: OffPeakSchedule?
        var counterRegisters: [TariffRegister]?
        var perKilowattHour: [TariffRegister: Cost]?
        var subscriptionPerMonth: Cost?
    }

    private func terms(on day: Day) -> Terms? {
        guard let contract = contract(on: day) else { return nil }
        let prices = contract.prices(on: day)
        return Terms(
            tariff: contract.tariff, offPeak: contract.offPeak, counterRegisters: contract.counterRegisters,
            perKilowattHour: prices?.perKilowattHour, subscriptionPerMonth: prices?.subscriptionPerMonth)
    }
}
