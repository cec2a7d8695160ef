/// An exporter that keeps a connection: last will, status, birth messages, commands.
public protocol ConnectedExporter: Exporter {
    /// Keeps the connection until the task is cancelled, then leaves in good order.
    func run(in runtime: ExporterRuntime) async throws
}
