/// The section `sources.tempo`.
public struct TempoSettings: Hashable, Sendable {
    /// From where Tempo's colours come. The raw values are those of `sources.tempo.source`.
    public enum Source: String, Hashable, Sendable, CaseIterable {
        /// RTE where it is configured, else the first gateway that has them, else the public calendar.
        case auto
        /// A gateway of MyElectricalData.
        case gateway
        /// RTE's own API, with `sources.rte`.
        case rte
        /// The public calendar `https://www.api-couleur-tempo.fr`, without any account.
        case `public`
    }

    /// `enabled`; unless it is set, on when a gateway or RTE is configured or a contract is Tempo.
    public var isEnabled: Bool
    /// `source`.
    public var source: Source

    /// Settings.
    public init(isEnabled: Bool = false, source: Source = .auto) {
        self.isEnabled = isEnabled
        self.source = source
    }
}
