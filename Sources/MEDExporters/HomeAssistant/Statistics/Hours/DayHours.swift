import MEDCore

/// A day's amounts in its hours.
///
/// The total lies where the load curve says. A Tempo register lies in its own hours: 06:00 to 22:00 is the peak of the
/// day's colour, before it the off-peak of the colour of the day before, after it that of the day's. Of peak and off-peak
/// of a HC/HP contract a day document says how much, not when: they share each hour of the day in their proportion, so that
/// they add up to the hour's total, and to their day exactly. A cost lies where its energy lies.
struct DayHours {
    let amounts: DayAmounts
    private let all: HourWeights
    private let tempo: TempoHours?

    init(_ document: DayDocument) {
        amounts = DayAmounts(document)
        all = HourWeights(of: document, energy: document.energy ?? .zero)
        tempo = document.tariff == .tempo ? TempoHours(document) : nil
    }

    /// The hours of a statistic; `nil` when the day says nothing about it.
    func hours(of kind: StatisticKind) -> [Int64]? {
        guard let amount = amounts.amounts[kind] else { return nil }
        switch kind {
        case .consumption, .production: return inThousands(all, amount)
        case .register(let register): return inThousands(weights(register), amount)
        case .registerCost(let register): return weights(register).shares(of: amount)
        case .cost:
            var sums = [Int64](repeating: 0, count: all.weights.count)
            for case (.registerCost(let register), let cost) in amounts.amounts {
                for (hour, share) in weights(register).shares(of: cost).enumerated() { sums[hour] += share }
            }
            return sums
        }
    }

    /// Whole Wh, like the day.
    private func inThousands(_ weights: HourWeights, _ amount: Int64) -> [Int64] {
        weights.shares(of: amount / 1_000).map { $0 * 1_000 }
    }

    private func weights(_ register: TariffRegister) -> HourWeights {
        guard let hours = tempo?.hours(of: register) else { return all }
        return HourWeights(all, within: hours)
    }
}
