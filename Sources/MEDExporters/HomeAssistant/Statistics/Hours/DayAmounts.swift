import MEDCore

/// What a day adds to each statistic, in millionths of a kWh or of a euro.
///
/// Energies are rounded to Wh as everywhere (registers cumulatively, so that they add up to their day), so that the change
/// of a day in Home Assistant is the figure that all destinations show. What is unknown is not there.
struct DayAmounts: Equatable {
    let day: Day
    private(set) var amounts: [StatisticKind: Int64] = [:]

    init(_ document: DayDocument) {
        day = document.day
        guard let energy = document.energy, energy >= .zero else { return }
        let whole: StatisticKind = document.direction == .consumption ? .consumption : .production
        amounts[whole] = energy.roundedWattHours * 1_000
        guard document.direction == .consumption else { return }
        var rounding = CumulativeRounding()
        for amount in document.derived.registers.sorted(by: { $0.register.rawValue < $1.register.rawValue }) {
            amounts[.register(amount.register)] = rounding.wattHours(amount.energy) * 1_000
            if let cost = amount.cost ?? (amount.energy == .zero && hasCosts(document) ? Cost(microEuros: 0) : nil) {
                amounts[.registerCost(amount.register)] = cost.microEuros
            }
        }
        if let cost = document.derived.energyCost, hasCosts(document) { amounts[.cost] = cost.microEuros }
    }

    /// Whether the day has prices: without any, nothing cost nothing.
    private func hasCosts(_ document: DayDocument) -> Bool {
        document.derived.registers.contains { $0.cost != nil }
    }
}
