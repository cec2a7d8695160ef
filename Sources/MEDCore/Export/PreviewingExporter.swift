/// An exporter that can show what it would send, to the byte, without sending it.
public protocol PreviewingExporter: Exporter {
    /// The messages for the current state, in order; none when it does not show one.
    func preview(_ state: CurrentState) -> [PreviewedMessage]

    /// The messages for days of history, in order; none when it has no history.
    func preview(_ days: [DayDocument]) -> [PreviewedMessage]
}
