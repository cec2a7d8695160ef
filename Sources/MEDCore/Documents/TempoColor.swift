/// The colour of a Tempo day.
public enum TempoColor: UInt8, Hashable, Sendable, CaseIterable {
    /// 300 days a season (301 when it holds a 29 February).
    case blue = 1
    /// 43 days a season.
    case white = 2
    /// 22 days a season, from November to March.
    case red = 3

    /// The French name that is published: `BLEU`, `BLANC`, `ROUGE`.
    public var frenchName: String {
        switch self {
        case .blue: "BLEU"
        case .white: "BLANC"
        case .red: "ROUGE"
        }
    }

    /// RTE's code: `BLUE`, `WHITE`, `RED`.
    public var code: String {
        switch self {
        case .blue: "BLUE"
        case .white: "WHITE"
        case .red: "RED"
        }
    }

    /// Reads a French name or a code, in any case; anything else is `nil`, never blue.
    public init?(_ text: String) {
        let upper = text.uppercased()
        guard let color = Self.allCases.first(where: { $0.code == upper || $0.frenchName == upper }) else { return nil }
        self = color
    }

    /// Days of that colour in a season.
    public func quota(in season: TempoSeason) -> Int {
        switch self {
        case .blue: season.lengthInDays - 65
        case .white: 43
        case .red: 22
        }
    }
}
