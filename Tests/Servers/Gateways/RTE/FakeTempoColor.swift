/// A Tempo colour.
public enum FakeTempoColor: Int, Hashable, Sendable, CaseIterable {
    /// `codeJour` 1.
    case blue = 1
    /// `codeJour` 2.
    case white = 2
    /// `codeJour` 3.
    case red = 3

    /// `BLUE`, `WHITE`, `RED`, as RTE writes it.
    public var rte: String { "\(self)".uppercased() }
    /// `Bleu`, `Blanc`, `Rouge`.
    var french: String { [.blue: "Bleu", .white: "Blanc", .red: "Rouge"][self] ?? "" }
}
