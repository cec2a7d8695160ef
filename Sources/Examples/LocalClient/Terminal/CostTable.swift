import MEDCore

/// Energy and cost by period and register. At most 80 columns.
struct CostTable {
    private let rows: [(label: String, sums: CostSums)]
    private let unit: PeriodUnit
    private let amounts: Amounts

    /// A table of every period of `days`, also of those of which nothing is known.
    init(_ totals: [PeriodTotal], by unit: PeriodUnit, days: ClosedRange<Day>, language: Language) {
        let known = Dictionary(totals.map { ($0.period, CostSums($0)) }, uniquingKeysWith: { $1 })
        rows = unit.periods(in: days).map { period in
            (period.description, known[period] ?? CostSums(expectedDays: period.days.clamped(to: days).count))
        }
        self.unit = unit
        amounts = Amounts(language: language)
    }

    /// A block of lines per period, and one of all.
    var lines: [String] {
        let head = line(
            text(fr: unit == .month ? "Mois" : "Année", en: unit == .month ? "Month" : "Year"),
            text(fr: "Registre", en: "Register"), "kWh", "€")
        var lines = [head] + rows.flatMap { block($0.label, $0.sums) }
        if rows.count > 1 {
            var all = CostSums(expectedDays: 0)
            for row in rows { all.add(row.sums) }
            lines += [""] + block("Total", all)
        }
        return lines
    }

    private func block(_ label: String, _ sums: CostSums) -> [String] {
        guard sums.knownDays > 0 else {
            return [
                line(
                    label, text(fr: "sans données", en: "no data"), Amounts.unknown, Amounts.unknown, note: days(sums))
            ]
        }
        var lines: [String] = []
        for amount in sums.registers {
            lines.append(
                line(
                    amount.register.name.text(in: amounts.language), amounts.kilowattHours(amount.energy),
                    amounts.euros(amount.cost), note: difference(amount)))
        }
        if sums.registerDays < sums.knownDays {
            let rest = sums.registers.reduce(sums.energy) { $0 - $1.energy }
            let note =
                sums.registerDays == 0
                ? ""
                : text(fr: "\(sums.knownDays - sums.registerDays) j", en: Self.days(sums.knownDays - sums.registerDays))
            lines.append(
                line(
                    text(fr: "inconnu", en: "unknown"), amounts.kilowattHours(rest), Amounts.unknown, note: note))
        }
        lines.append(line(text(fr: "abonnement", en: "subscription"), "", amounts.euros(sums.subscription)))
        lines.append(
            line(
                text(fr: "total", en: "total"), amounts.kilowattHours(sums.energy), amounts.euros(sums.cost),
                note: notes(sums)))
        lines[0] = label.leading(Self.labelWidth) + lines[0].dropFirst(Self.labelWidth)
        return lines
    }

    /// What the meter counted beyond what its load curve gives, where both are known.
    private func difference(_ amount: RegisterAmount) -> String {
        guard let difference = amount.difference, difference != .zero else { return "" }
        let sign = difference > .zero ? "+" : "−"
        let size = amounts.kilowattHours(difference > .zero ? difference : .zero - difference)
        return text(fr: "compteur − courbe \(sign)\(size)", en: "meter − curve \(sign)\(size)")
    }

    private static func days(_ count: Int) -> String { count == 1 ? "1 day" : "\(count) days" }

    /// What a sum is about when it is not about all.
    private func notes(_ sums: CostSums) -> String {
        var notes = [days(sums)]
        if sums.energyCost != nil && sums.costDays < sums.knownDays {
            notes.append(text(fr: "€ de \(sums.costDays) j", en: "€ of \(Self.days(sums.costDays))"))
        }
        return notes.joined(separator: "; ")
    }

    private func days(_ sums: CostSums) -> String {
        text(fr: "\(sums.knownDays)/\(sums.expectedDays) j", en: "\(sums.knownDays)/\(sums.expectedDays) days")
    }

    private static let labelWidth = 9
    private static let nameWidth = 15
    private static let energyWidth = 12
    private static let costWidth = 11

    private func line(_ name: String, _ energy: String, _ cost: String, note: String = "") -> String {
        line("", name, energy, cost, note: note)
    }

    private func line(_ label: String, _ name: String, _ energy: String, _ cost: String, note: String = "") -> String {
        let columns = [
            label.leading(Self.labelWidth), name.leading(Self.nameWidth), energy.trailing(Self.energyWidth),
            cost.trailing(Self.costWidth), "  ", note,
        ]
        return columns.joined().trimmed
    }

    private func text(fr french: String, en english: String) -> String {
        amounts.language == .french ? french : english
    }
}
