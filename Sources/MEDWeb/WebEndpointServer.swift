import HTTPTypes
import HummingbirdCore
public import Logging
public import MEDCore
import NIOCore

/// Serves the endpoints of exporters that are asked, on Hummingbird.
///
/// The `Host` header is not looked at: a Prometheus names the machine as it likes, and nothing here is for browsers. The
/// body of a request is thrown away, the response to `HEAD` loses its own and keeps its length.
public struct WebEndpointServer: EndpointServer {
    private let limits: ServingLimits
    private let logger: Logger

    /// A server.
    public init(limits: ServingLimits = ServingLimits(), logger: Logger) {
        self.limits = limits
        self.logger = logger
    }

    /// Listens until the task is cancelled, with a port of 0 on any free one, and closes its connections then.
    ///
    /// - Throws: `ExporterFault.unreachable` when the address cannot be bound, `CancellationError`.
    public func serve(
        _ endpoint: Endpoint, listening: @escaping @Sendable (_ port: Int) async -> Void,
        respond: @escaping @Sendable (EndpointRequest) async -> EndpointResponse
    ) async throws {
        let listener = HTTPListener(endpoint: endpoint, limits: limits, logger: logger)
        try await listener.run(listening: listening) { request in
            let response = await respond(EndpointRequest(request))
            return Response(response, isHead: request.method == .head)
        }
    }
}

extension EndpointRequest {
    init(_ request: Request) {
        let target = request.head.path ?? "/"
        var headers = request.headers.map { (name: $0.name.rawName, value: $0.value) }
        // The codec takes it out of the fields.
        if let host = request.head.authority { headers.append((name: "Host", value: host)) }
        self.init(
            method: request.method.rawValue, path: String(target.prefix { $0 != "?" }), headers: headers)
    }
}

extension Response {
    init(_ response: EndpointResponse, isHead: Bool) {
        var fields = HTTPFields()
        for (name, value) in response.headers {
            guard let name = HTTPField.Name(name) else { continue }
            fields.append(HTTPField(name: name, value: value))
        }
        fields[.contentLength] = String(response.body.count)
        self.init(
            status: HTTPTypes.HTTPResponse.Status(code: response.status), headers: fields,
            body: isHead ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: response.body)))
    }
}
