/// An exporter that shows current values: retained topics, states, gauges.
public protocol CurrentExporter: Exporter {
    /// Whether records go another way than the current state: to another server, by another protocol, with another
    /// password.
    ///
    /// Each way then has its own faults, pauses and retries, a connection (``ConnectedExporter``) concerns the current
    /// state only, and `publish` may be called while an export is under way. `false` by default: a pause that the
    /// destination asks for holds for everything that goes there.
    static var historyHasItsOwnWay: Bool { get }

    /// Publishes the whole current state; returns what the destination gave as evidence that it has it.
    ///
    /// - Throws: `ExporterFault` when the destination failed; it is called again then.
    func publish(_ state: CurrentState) async throws -> Evidence

    /// Forgets what the destination is known to show, because the user wants all of it sent again: the next `publish`
    /// leaves nothing out. Does nothing unless the exporter keeps such a memory.
    func forgetPublished() async
}

extension CurrentExporter {
    /// One way for everything.
    public static var historyHasItsOwnWay: Bool { false }

    /// Nothing is remembered.
    public func forgetPublished() async {}
}
