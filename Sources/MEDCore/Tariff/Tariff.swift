/// The kind of a supply contract: which registers it counts in.
public enum Tariff: UInt8, Hashable, Sendable, CaseIterable {
    /// One register.
    case base = 0
    /// Off-peak and peak.
    case hcHP = 1
    /// Six registers: three colours, off-peak and peak.
    case tempo = 2

    /// As written in payloads and in config.yaml: `BASE`, `HC/HP`, `TEMPO`.
    public var name: String {
        switch self {
        case .base: "BASE"
        case .hcHP: "HC/HP"
        case .tempo: "TEMPO"
        }
    }

    /// Reads a `name`, in any case.
    public init?(name: String) {
        guard let tariff = Self.allCases.first(where: { $0.name == name.uppercased() }) else { return nil }
        self = tariff
    }

    /// The registers it counts in, in the order of the meter's counters.
    public var registers: [TariffRegister] {
        switch self {
        case .base: [.base]
        case .hcHP: [.hc, .hp]
        case .tempo: [.blueHC, .blueHP, .whiteHC, .whiteHP, .redHC, .redHP]
        }
    }
}
