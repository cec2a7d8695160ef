/// From where Tempo's colours come. The raw values are those of `sources.tempo.source`.
public enum TempoSource: String, Hashable, Sendable, CaseIterable {
    /// RTE where it is configured, else the first gateway that has them, else the public calendar.
    case auto
    /// A gateway of MyElectricalData.
    case gateway
    /// RTE's own API, with `sources.rte`.
    case rte
    /// The public calendar `https://www.api-couleur-tempo.fr`, without any account.
    case `public`
}
