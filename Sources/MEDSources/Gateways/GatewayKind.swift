public import MEDCore

/// The gateways that are known, and where they differ.
public enum GatewayKind: String, Hashable, Sendable, CaseIterable {
    /// The first MyElectricalData gateway.
    case v1
    /// The second MyElectricalData gateway.
    case v2
    /// Conso API.
    case consoAPI = "conso_api"

    /// The name that a household knows.
    public var name: String {
        switch self {
        case .v1: "MyElectricalData"
        case .v2: "MyElectricalData v2"
        case .consoAPI: "Conso API"
        }
    }

    /// Where its maintainers run it.
    public var officialAddress: String {
        switch self {
        case .v1: "https://myelectricaldata.fr"
        case .v2: "https://www.v2.myelectricaldata.fr/api"
        case .consoAPI: "https://conso.boris.sh/api"
        }
    }

    /// What values read there are marked with.
    public var origin: ReadingOrigin {
        switch self {
        case .v1: .gatewayV1
        case .v2: .gatewayV2
        case .consoAPI: .consoAPI
        }
    }

    /// Whether a stamp of its load curves is the START of the slot. Enedis and the other gateways stamp the END; the v2
    /// gateway moves every stamp back by the length of its slot, on the wall clock.
    var stampsStart: Bool { self == .v2 }
}
