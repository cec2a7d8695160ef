/// What a connected exporter tells the engine, and hears from it.
public struct ExporterRuntime: Sendable {
    /// The service's status, now and at every change.
    public let status: AsyncStream<ServiceStatus>
    private let send: @Sendable (Event) -> Void

    /// What happened at the destination.
    public enum Event: Hashable, Sendable {
        /// It is reachable (again): the current state has to be published anew.
        case connected
        /// The connection ended.
        case disconnected
        /// A connection could not be made, for that reason; the exporter tries again by itself.
        case failing(ExporterFault)
        /// It lost what it had (wiped): a new epoch has to begin.
        case destinationLost
        /// It came and read the current state for the first time since that was published: a destination that is not sent
        /// anything, such as a Prometheus.
        case collected
        /// Someone there asks for something.
        case command(ExporterCommand)
    }

    /// A runtime; `send` takes the exporter's events.
    public init(status: AsyncStream<ServiceStatus>, send: @escaping @Sendable (Event) -> Void) {
        self.status = status
        self.send = send
    }

    /// Tells the engine.
    public func report(_ event: Event) {
        send(event)
    }
}
