/// An exporter that shows current values: retained topics, states, gauges.
public protocol CurrentExporter: Exporter {
    /// Publishes the whole current state; returns what the destination gave as evidence that it has it.
    ///
    /// - Throws: `ExporterFault` when the destination failed; it is called again then.
    func publish(_ state: CurrentState) async throws -> Evidence

    /// Forgets what the destination is known to show, because the user wants all of it sent again: the next `publish`
    /// leaves nothing out. Does nothing unless the exporter keeps such a memory.
    func forgetPublished() async
}

extension CurrentExporter {
    /// Nothing is remembered.
    public func forgetPublished() async {}
}
