public import MEDCore

/// Something about an imported file that its household should know and that is no fault: nothing was lost.
public struct ImportNote: Hashable, Sendable {
    /// The kinds of notes.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The length of the slots changes inside the curve; the values are kept with the length that their stamps show.
        case changeOfStep
    }

    /// The kind.
    public let kind: Kind
    /// What it is, with the days concerned.
    public let text: LocalizedText
}

extension ImportNote {
    /// The notes on the stretches of one meter: those that have another length than most of the curve.
    static func changesOfStep(_ periods: [EnedisFile.StepPeriod]) -> [ImportNote] {
        var minutes: [Int: Int] = [:]
        for period in periods { minutes[period.minutes, default: 0] += period.minutes * period.slots }
        guard minutes.count > 1, let usual = minutes.max(by: { ($0.value, -$0.key) < ($1.value, -$1.key) })?.key
        else { return [] }
        return periods.filter { $0.minutes != usual }.prefix(maximumOfChanges).map { period in
            ImportNote(
                kind: .changeOfStep,
                text: LocalizedText(
                    fr: "du \(period.first) au \(period.last), le pas est de \(period.minutes) minutes "
                        + "au lieu de \(usual) (\(period.slots) valeurs), lu comme tel",
                    en: "from \(period.first) to \(period.last) the step is \(period.minutes) minutes "
                        + "instead of \(usual) (\(period.slots) values), and read so"))
        }
    }

    private static let maximumOfChanges = 20
}
