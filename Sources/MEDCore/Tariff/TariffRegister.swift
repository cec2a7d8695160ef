/// A register in which a contract counts energy.
public enum TariffRegister: UInt8, Hashable, Sendable, CaseIterable {
    /// One price all day.
    case base = 0
    /// *Heures creuses*, off-peak.
    case hc = 1
    /// *Heures pleines*, peak.
    case hp = 2
    /// Tempo blue day, off-peak.
    case blueHC = 3
    /// Tempo blue day, peak.
    case blueHP = 4
    /// Tempo white day, off-peak.
    case whiteHC = 5
    /// Tempo white day, peak.
    case whiteHP = 6
    /// Tempo red day, off-peak.
    case redHC = 7
    /// Tempo red day, peak.
    case redHP = 8

    /// As written in config.yaml: `base`, `hc`, `hp`, `blue_hc` … `red_hp`.
    public var key: String {
        switch self {
        case .base: "base"
        case .hc: "hc"
        case .hp: "hp"
        case .blueHC: "blue_hc"
        case .blueHP: "blue_hp"
        case .whiteHC: "white_hc"
        case .whiteHP: "white_hp"
        case .redHC: "red_hc"
        case .redHP: "red_hp"
        }
    }

    /// Reads a `key`.
    public init?(key: String) {
        guard let register = Self.allCases.first(where: { $0.key == key }) else { return nil }
        self = register
    }

    /// The register of a Tempo colour.
    public init(_ color: TempoColor, offPeak: Bool) {
        switch color {
        case .blue: self = offPeak ? .blueHC : .blueHP
        case .white: self = offPeak ? .whiteHC : .whiteHP
        case .red: self = offPeak ? .redHC : .redHP
        }
    }
}
