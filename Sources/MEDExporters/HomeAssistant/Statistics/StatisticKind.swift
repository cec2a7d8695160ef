import MEDCore

/// What a long-term statistic of a PDL counts. The ids are those of the importer that households know
/// (MyElectricalData/myelectricaldata_import), so that their dashboards stay.
enum StatisticKind: Hashable, Comparable {
    /// All that was drawn, kWh.
    case consumption
    /// What it cost without the subscription, EUR.
    case cost
    /// All that was fed in, kWh.
    case production
    /// What one register counted, kWh.
    case register(TariffRegister)
    /// What that cost, EUR.
    case registerCost(TariffRegister)

    /// All there can be for a PDL.
    static let all: [StatisticKind] =
        [.consumption, .cost, .production] + TariffRegister.allCases.map(StatisticKind.register)
        + TariffRegister.allCases.map(StatisticKind.registerCost)

    /// Its number in the lane's state; never given to another kind.
    var code: UInt8 {
        switch self {
        case .consumption: 0
        case .cost: 1
        case .production: 2
        case .register(let register): 16 + register.rawValue
        case .registerCost(let register): 32 + register.rawValue
        }
    }

    init?(code: UInt8) {
        guard let kind = Self.all.first(where: { $0.code == code }) else { return nil }
        self = kind
    }

    /// Home Assistant's rule for external ids: lower case, digits and single underscores, the source before the colon.
    func id(of pdl: PDL) -> String {
        let name =
            switch self {
            case .consumption: "consumption"
            case .cost: "consumption_cost"
            case .production: "production"
            case .register(let register): register.statisticName + "_consumption"
            case .registerCost(let register): register.statisticName + "_consumption_cost"
            }
        return "\(Self.source):\(pdl.digits)_\(name)"
    }

    static let source = "myelectricaldata"

    var isCost: Bool {
        switch self {
        case .cost, .registerCost: true
        case .consumption, .production, .register: false
        }
    }

    /// What the list of statistics shows.
    func name(of pdl: PDL) -> String {
        let words =
            switch self {
            case .consumption: "consommation"
            case .cost: "coût"
            case .production: "production"
            case .register(let register): "consommation \(register.label)"
            case .registerCost(let register): "coût \(register.label)"
            }
        return "Linky \(pdl.digits) \(words)"
    }

    static func < (left: StatisticKind, right: StatisticKind) -> Bool { left.code < right.code }
}

extension TariffRegister {
    /// `hc`, `bluehp`: as in the ids.
    fileprivate var statisticName: String { key.filter { $0 != "_" } }

    fileprivate var label: String {
        switch self {
        case .base: "base"
        case .hc: "HC"
        case .hp: "HP"
        case .blueHC: "bleu HC"
        case .blueHP: "bleu HP"
        case .whiteHC: "blanc HC"
        case .whiteHP: "blanc HP"
        case .redHC: "rouge HC"
        case .redHP: "rouge HP"
        }
    }
}
