/// What the store knows that matters for "now"; `CurrentState` is computed from it.
public struct CurrentDocuments: Hashable, Sendable {
    /// One entry per PDL and direction that has readings.
    public var meters: [MeterState]
    /// The Tempo days of the season of today and tomorrow.
    public var tempo: [TempoData]
    /// The EcoWatt days from today on.
    public var ecowatt: [EcowattData]

    /// The documents of a moment.
    public init(meters: [MeterState] = [], tempo: [TempoData] = [], ecowatt: [EcowattData] = []) {
        self.meters = meters
        self.tempo = tempo
        self.ecowatt = ecowatt
    }
}
