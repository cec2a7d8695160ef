/// The four exports of document 001's BaseExporter; each has lanes of its own.
public enum Series: String, Hashable, Sendable, CaseIterable {
    /// Day documents of what a PDL drew.
    case consumption
    /// Day documents of what a PDL fed in.
    case production
    /// Tempo tariff days.
    case tempo
    /// EcoWatt days.
    case ecowatt

    /// The series in which a PDL's day documents of that direction travel.
    public init(_ direction: Direction) {
        self = direction == .consumption ? .consumption : .production
    }

    /// The direction of a series of day documents, `nil` for the national ones.
    public var direction: Direction? {
        switch self {
        case .consumption: .consumption
        case .production: .production
        case .tempo, .ecowatt: nil
        }
    }
}
