public import MEDCore

/// The section `sources`: from where readings, Tempo colours and EcoWatt signals are fetched.
public struct SourceSettings: Hashable, Sendable {
    /// `sources.gateways`, in the order of the file: also those that are off.
    public var gateways: [GatewaySettings]
    /// `sources.tempo`.
    public var tempo: TempoSettings
    /// `sources.ecowatt`.
    public var ecowatt: EcowattSettings
    /// `sources.rte`; `nil` without them.
    public var rte: RTECredentials?

    /// Settings; without any, nothing is fetched.
    public init(
        gateways: [GatewaySettings] = [], tempo: TempoSettings = TempoSettings(),
        ecowatt: EcowattSettings = EcowattSettings(), rte: RTECredentials? = nil
    ) {
        self.gateways = gateways
        self.tempo = tempo
        self.ecowatt = ecowatt
        self.rte = rte
    }

    /// The gateway that a meter's readings are asked of: the first one that is on and serves the meter. One alone: asking
    /// two for the same days would spend two quotas on one answer, since both hand on what Enedis says.
    public func gateway(for pdl: PDL) -> GatewaySettings? {
        gateways.first { $0.isEnabled && $0.serves(pdl) }
    }
}
