/// The section `sources.ecowatt`.
public struct EcowattSettings: Hashable, Sendable {
    /// From where EcoWatt's signals come. The raw values are those of `sources.ecowatt.source`.
    public enum Source: String, Hashable, Sendable, CaseIterable {
        /// RTE where it is configured, else the first gateway that has them.
        case auto
        /// A gateway of MyElectricalData.
        case gateway
        /// RTE's own API, with `sources.rte`.
        case rte
    }

    /// `enabled`; unless it is set, on when RTE or a gateway that has EcoWatt is configured.
    public var isEnabled: Bool
    /// `source`.
    public var source: Source

    /// Settings.
    public init(isEnabled: Bool = false, source: Source = .auto) {
        self.isEnabled = isEnabled
        self.source = source
    }
}
