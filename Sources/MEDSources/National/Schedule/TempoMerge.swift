import MEDCore

/// What an answer changes of what is stored.
///
/// A colour never becomes unknown again, a final one never provisional. A provisional one is replaced by whatever comes; a
/// final one by another final one only, which is a correction, and only when no source that stands earlier in the
/// household's order had given it: two sources that disagree must not take turns.
struct TempoMerge {
    private(set) var changes: [TempoData] = []
    private(set) var corrections: [TempoCorrection] = []

    /// - Parameters:
    ///   - order: the names of the sources, the preferred one first.
    ///   - givers: which source gave the colour of a recent day.
    init(
        _ answer: [TempoData], from source: String, into known: [Day: TempoData], order: [String],
        givers: [Int32: String]
    ) {
        let rank = order.firstIndex(of: source) ?? order.count
        for new in answer {
            guard let color = new.color else { continue }
            guard let old = known[new.day], let before = old.color else {
                changes.append(new)
                continue
            }
            if before == color {
                if new.isFinal, !old.isFinal { changes.append(new) }
            } else if !old.isFinal {
                changes.append(new)
            } else if new.isFinal {
                let giver = givers[new.day.number].flatMap { order.firstIndex(of: $0) } ?? order.count
                guard rank <= giver else { continue }
                changes.append(new)
                corrections.append(TempoCorrection(day: new.day, before: before, after: color, source: source))
            }
        }
    }
}
