import MEDCore

/// Days as a calendar: a row per month, a mark per day. At most 80 columns.
struct GapCalendar {
    /// What is known of a day.
    enum State: Hashable {
        /// The whole load curve.
        case complete
        /// A part of the load curve, in tenths that are known, 1 to 9.
        case partial(tenths: Int)
        /// The day's energy, without a load curve.
        case dailyOnly
        /// Nothing that says how much energy it was.
        case missing
        /// Not over yet.
        case notYet

        init(_ day: DayCoverage, through last: Day) {
            if day.hasWholeCurve {
                self = .complete
            } else if day.knownMinutes > 0 {
                self = .partial(tenths: min(9, max(1, day.knownMinutes * 10 / day.day.lengthInMinutes)))
            } else if day.hasEnergy || day.hasDailyEnergy {
                self = .dailyOnly
            } else {
                self = day.day > last ? .notYet : .missing
            }
        }
    }

    private let states: [(day: Day, state: State)]
    private let isColored: Bool
    private let language: Language

    /// A calendar of days in order, of which those after `last` are not expected yet.
    init(_ coverage: [DayCoverage], through last: Day, isColored: Bool, language: Language) {
        states = coverage.map { ($0.day, State($0, through: last)) }
        self.isColored = isColored
        self.language = language
    }

    /// The numbers of days, the months, what the marks say, and the sum.
    var lines: [String] {
        guard let first = states.first?.day, let last = states.last?.day else { return [] }
        return [header] + PeriodUnit.month.periods(in: first...last).map(row) + ["", legend, summary]
    }

    /// `712 of 745 days complete, 9 partial, 24 missing`.
    var summary: String {
        let expected = states.count { $0.state != .notYet }
        let complete = states.count { $0.state == .complete }
        let daily = states.count { $0.state == .dailyOnly }
        let missing = states.count { $0.state == .missing }
        let partial = expected - complete - daily - missing
        var parts: [String]
        if language == .french {
            // French counts one and none in the singular.
            func plural(_ count: Int) -> String { count > 1 ? "s" : "" }
            parts = ["\(complete) jour\(plural(complete)) complet\(plural(complete)) sur \(expected)"]
            parts.append("\(partial) partiel\(plural(partial))")
            if daily > 0 { parts.append("\(daily) en énergie seule") }
            parts.append("\(missing) manquant\(plural(missing))")
        } else {
            parts = ["\(complete) of \(expected) days complete", "\(partial) partial"]
            if daily > 0 { parts.append("\(daily) energy only") }
            parts.append("\(missing) missing")
        }
        return parts.joined(separator: ", ")
    }

    private static let labelWidth = 9
    private static let dayWidth = 2
    private static let monthWidth = labelWidth + 31 * dayWidth

    private var header: String {
        var line = ""
        for day in [1, 5, 10, 15, 20, 25, 30] {
            line = line.leading(Self.labelWidth + (day - 1) * Self.dayWidth) + String(day)
        }
        return line
    }

    private func row(_ month: Period) -> String {
        let days = states.filter { month.days.contains($0.day) }
        var line = month.description.leading(Self.labelWidth)
        // Colours take no room on the screen: the width is counted beside the text.
        var width = Self.labelWidth
        for (day, state) in days {
            let column = Self.labelWidth + (day.dayOfMonth - 1) * Self.dayWidth
            line += String(repeating: " ", count: column - width) + mark(state)
            width = column + 1
        }
        let expected = days.count { $0.state != .notYet }
        guard expected > 0 else { return line }
        let share = "\(days.count { $0.state == .complete })/\(expected)"
        return line + String(repeating: " ", count: Self.monthWidth - width) + share.trailing(5)
    }

    private var legend: String {
        let tenths =
            isColored ? [mark(.partial(tenths: 2)), mark(.partial(tenths: 5)), mark(.partial(tenths: 8))] : ["1-9"]
        let isFrench = language == .french
        var parts = [
            (mark(.complete), isFrench ? "complet" : "complete"),
            (tenths.joined(), isFrench ? "partiel" : "partial"),
            (mark(.dailyOnly), isFrench ? "énergie seule" : "energy only"),
            (mark(.missing), isFrench ? "manquant" : "missing"),
        ]
        if states.contains(where: { $0.state == .notYet }) {
            parts.append((mark(.notYet), isFrench ? "à venir" : "not yet"))
        }
        return String(repeating: " ", count: Self.labelWidth)
            + parts.map { "\($0.0) \($0.1)" }.joined(separator: "   ")
    }

    private func mark(_ state: State) -> String {
        guard isColored else {
            return switch state {
            case .complete: "#"
            case .partial(let tenths): String(tenths)
            case .dailyOnly: "d"
            case .missing: "."
            case .notYet: "-"
            }
        }
        return switch state {
        case .complete: Self.paint("█", .good)
        case .partial(let tenths): Self.paint(tenths > 6 ? "▓" : tenths > 3 ? "▒" : "░", .warning)
        case .dailyOnly: Self.paint("□", .info)
        case .missing: Self.paint("×", .bad)
        case .notYet: Self.paint("·", .faint)
        }
    }

    private static func paint(_ text: String, _ tone: Console.Tone) -> String {
        "\u{1B}[\(tone.rawValue)m\(text)\u{1B}[0m"
    }
}
