/// The section `sources.tempo`.
public struct TempoSettings: Hashable, Sendable {
    /// `enabled`; unless it is set, on when a gateway or RTE is configured or a contract is Tempo.
    public var isEnabled: Bool
    /// `source`.
    public var source: TempoSource

    /// Settings.
    public init(isEnabled: Bool = false, source: TempoSource = .auto) {
        self.isEnabled = isEnabled
        self.source = source
    }
}
