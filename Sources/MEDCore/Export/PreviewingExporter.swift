/// An exporter that can show what it would send, to the byte, without sending it.
public protocol PreviewingExporter: Exporter {
    /// The messages for the current state, in order; none when it does not show one.
    func preview(_ state: CurrentState) -> [PreviewedMessage]

    /// The messages for days of history, in order; none when it has no history.
    func preview(_ days: [DayDocument]) -> [PreviewedMessage]

    /// The messages for Tempo days, in order; none unless the exporter says otherwise.
    func preview(_ days: [TempoData]) -> [PreviewedMessage]

    /// The messages for EcoWatt days, in order; none unless the exporter says otherwise.
    func preview(_ days: [EcowattData]) -> [PreviewedMessage]
}

extension PreviewingExporter {
    /// None: such an exporter shows Tempo in the current state, or not at all.
    public func preview(_ days: [TempoData]) -> [PreviewedMessage] { [] }

    /// None: such an exporter shows EcoWatt in the current state, or not at all.
    public func preview(_ days: [EcowattData]) -> [PreviewedMessage] { [] }
}
