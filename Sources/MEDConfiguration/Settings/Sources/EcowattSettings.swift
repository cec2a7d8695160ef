/// The section `sources.ecowatt`.
public struct EcowattSettings: Hashable, Sendable {
    /// `enabled`; unless it is set, on when RTE or a gateway that has EcoWatt is configured.
    public var isEnabled: Bool
    /// `source`.
    public var source: EcowattSource

    /// Settings.
    public init(isEnabled: Bool = false, source: EcowattSource = .auto) {
        self.isEnabled = isEnabled
        self.source = source
    }
}
