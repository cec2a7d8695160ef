/// Serves an address for exporters that are asked rather than send (a Prometheus scrape). The program gives it to them:
/// an exporter that only renders needs no web server.
public protocol EndpointServer: Sendable {
    /// Listens until the task is cancelled, and answers every request with what `respond` returns.
    ///
    /// - Parameter listening: Called once, with the port that was bound.
    /// - Throws: `ExporterFault.unreachable` when the address cannot be bound; its reason names a busy port's usual owner.
    func serve(
        _ endpoint: Endpoint, listening: @escaping @Sendable (_ port: Int) async -> Void,
        respond: @escaping @Sendable (EndpointRequest) async -> EndpointResponse
    ) async throws
}
