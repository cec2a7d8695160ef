public import MEDCore
import Synchronization

/// An `EndpointServer` on an ``HTTPPeer``, for exporters that are asked: its port is known once it listens.
public final class PeerEndpointServer: EndpointServer {
    private let bound = Mutex<Int?>(nil)

    /// A server of nothing yet.
    public init() {}

    /// The port that the exporter's address was bound to last; `nil` before.
    public var port: Int? { bound.withLock(\.self) }

    /// Listens until the task is cancelled.
    ///
    /// - Throws: `ExporterFault.unreachable` when the port is taken, `CancellationError`.
    public func serve(
        _ endpoint: Endpoint, listening: @escaping @Sendable (_ port: Int) async -> Void,
        respond: @escaping @Sendable (EndpointRequest) async -> EndpointResponse
    ) async throws {
        let peer: HTTPPeer
        do {
            peer = try HTTPPeer(port: endpoint.port == 0 ? nil : endpoint.port) { request in
                Self.answer(request, by: respond)
            }
        } catch {
            throw ExporterFault.unreachable(
                retryAfter: nil,
                reason: LocalizedText(
                    fr: "Le port \(endpoint.port) est déjà pris.", en: "Port \(endpoint.port) is already in use."))
        }
        defer { peer.stop() }
        bound.withLock { $0 = peer.port }
        await listening(peer.port)
        while true { try await Task.sleep(for: .seconds(3_600)) }
    }

    /// The peer's thread waits; it is no thread of the concurrency pool.
    private static func answer(
        _ request: HTTPPeer.Request, by respond: @escaping @Sendable (EndpointRequest) async -> EndpointResponse
    ) -> [HTTPPeer.Step] {
        let headers = request.lines.dropFirst().compactMap { line -> (name: String, value: String)? in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            return (String(line[..<colon]), String(line[line.index(after: colon)...].drop { $0 == " " }))
        }
        let path = String(request.target.prefix { $0 != "?" })
        let answer = PeerThread.wait {
            await respond(EndpointRequest(method: request.method, path: path, headers: headers))
        }
        return [.response(answer.status, headers: answer.headers.map { "\($0.name): \($0.value)" }, bytes: answer.body)]
    }
}
