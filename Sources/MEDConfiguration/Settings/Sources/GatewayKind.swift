/// Which gateway to Enedis' readings a household uses. The raw values are those of `kind`.
public enum GatewayKind: String, Hashable, Sendable, CaseIterable {
    /// The first gateway of MyElectricalData, `https://myelectricaldata.fr`.
    case v1
    /// The second gateway of MyElectricalData, `https://www.v2.myelectricaldata.fr`.
    case v2
    /// Conso API, `https://conso.boris.sh`: readings alone, neither Tempo nor EcoWatt.
    case conso

    /// Whether it hands on RTE's Tempo colours and EcoWatt signals.
    public var servesSignals: Bool { self != .conso }
}
