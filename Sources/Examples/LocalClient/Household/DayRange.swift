public import ArgumentParser
public import MEDCore

/// `--from` and `--to`, both included.
struct DayRange: ParsableArguments {
    @Option(
        name: .long, help: ArgumentHelp(fr: "Premier jour, AAAA-MM-JJ.", en: "First day, YYYY-MM-DD.", valueName: "day")
    )
    var from: Day?

    @Option(
        name: .long, help: ArgumentHelp(fr: "Dernier jour, AAAA-MM-JJ.", en: "Last day, YYYY-MM-DD.", valueName: "day"))
    var to: Day?

    /// The range; `nil` when neither is given.
    var days: ClosedRange<Day>? {
        guard from != nil || to != nil else { return nil }
        let first = from ?? Self.longest.lowerBound
        return first...max(first, to ?? Self.longest.upperBound)
    }

    /// Longer than any meter has existed, and will.
    static let longest = Day(number: -100_000)...Day(number: 100_000)

    func validate() throws {
        if let from, let to, from > to {
            throw ValidationError(fr: "--from est après --to.", en: "--from is after --to.")
        }
    }
}

extension Day: ExpressibleByArgument {
    /// Reads `2024-01-15`.
    public init?(argument: String) {
        self.init(argument)
    }
}
