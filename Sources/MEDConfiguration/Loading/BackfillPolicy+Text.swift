import MEDCore

extension BackfillPolicy {
    /// Reads `all`, `now` or a date, as `start` has them.
    init?(start text: String) {
        switch text.lowercased() {
        case "all": self = .full
        case "now": self = .fromNow
        default:
            guard let day = Day(text) else { return nil }
            self = .from(day)
        }
    }

    /// As `start` has it.
    var startText: String {
        switch self {
        case .full: "all"
        case .fromNow, .currentOnly: "now"
        case .from(let day): day.description
        }
    }
}
