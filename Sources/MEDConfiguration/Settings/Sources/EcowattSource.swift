/// From where EcoWatt's signals come. The raw values are those of `sources.ecowatt.source`.
public enum EcowattSource: String, Hashable, Sendable, CaseIterable {
    /// RTE where it is configured, else the first gateway that has them.
    case auto
    /// A gateway of MyElectricalData.
    case gateway
    /// RTE's own API, with `sources.rte`.
    case rte
}
