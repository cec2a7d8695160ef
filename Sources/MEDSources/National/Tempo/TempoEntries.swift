import MEDCore

/// Collects what an answer says day by day, so that every source treats doubles and damage alike.
struct TempoEntries {
    private struct Entry {
        var color: TempoColor?
        var updated: UTCInstant?
    }

    private let asked: ClosedRange<Day>
    private let now: UTCInstant
    private var entries: [Day: Entry] = [:]
    private var issues: [String] = []

    init(asked: ClosedRange<Day>, at now: UTCInstant) {
        self.asked = asked
        self.now = now
    }

    /// A colour in words: `BLUE`, `blue`, `BLEU`, `Bleu`, `TEMPO_BLEU`. What is no colour is unknown, never blue.
    mutating func add(_ day: Day, colorText: String?, updated: UTCInstant? = nil) {
        let text = colorText?.filter { $0 != " " } ?? ""
        let isPrefixed = text.uppercased().hasPrefix("TEMPO_")
        let color = TempoColor(isPrefixed ? String(text.dropFirst(6)) : text)
        if color == nil, !text.isEmpty, !Self.unknownWords.contains(text.uppercased()) {
            note("\(day): \(text)")
        }
        add(day, color, updated: updated)
    }

    /// A colour, or the word that it is unknown. Of two entries for one day the one touched later counts; two that
    /// differ and do not say when they were touched make the day unknown.
    mutating func add(_ day: Day, _ color: TempoColor?, updated: UTCInstant? = nil) {
        guard asked.contains(day) else { return }
        let new = Entry(color: color, updated: updated)
        guard let old = entries[day] else {
            entries[day] = new
            return
        }
        switch (old.updated, updated) {
        case (let before?, let after?) where before != after:
            if after > before { entries[day] = new }
        default:
            guard old.color != color else { return }
            if old.color == nil || color == nil {
                entries[day] = old.color == nil ? new : old
            } else {
                note("\(day): two colours")
                entries[day] = Entry(color: nil, updated: nil)
            }
        }
    }

    mutating func note(_ text: String) {
        // A damaged answer is said, not repeated.
        if issues.count < 10 { issues.append(String(text.prefix(60))) }
    }

    var answer: TempoAnswer {
        let days = entries.sorted { $0.key < $1.key }.map { day, entry in
            TempoData(
                day: day, color: entry.color,
                isFinal: entry.color != nil && TempoPublication.isFinal(day, at: now, updated: entry.updated),
                recordedAt: now)
        }
        return TempoAnswer(days: days, issues: issues)
    }

    private static let unknownWords: Set<String> = [
        "INCONNU", "UNKNOWN", "UNDEFINED", "NON_DEFINI", "NONE", "NULL", "-",
    ]
}
