/// What counts revisions: one PDL, or the country.
///
/// There is no global sequence: two writers committing in reverse order would make a reader skip a record.
public enum StreamID: Hashable, Sendable {
    /// Consumption and production of one PDL.
    case pdl(PDL)
    /// Tempo and EcoWatt.
    case national

    /// The PDL, `nil` for the national stream.
    public var pdl: PDL? {
        if case .pdl(let pdl) = self { pdl } else { nil }
    }

    /// The name under which stores keep it: the 14 digits, or `national`.
    public var storageName: String { pdl?.digits ?? "national" }

    /// The stream of a `storageName`; `nil` for anything else.
    public init?(storageName: String) {
        if storageName == "national" {
            self = .national
        } else if let pdl = PDL(storageName) {
            self = .pdl(pdl)
        } else {
            return nil
        }
    }
}

extension StreamID: CustomStringConvertible {
    /// Safe for logs: the PDL is shortened.
    public var description: String { pdl.map(\.description) ?? "national" }
}
