import MEDCore
import MEDHTTP

/// Sends the requests of one gateway and keeps its key to its origin.
struct GatewayTransport: Sendable {
    let client: HTTPClient
    let gateway: GatewayKind
    /// `nil`: the official one.
    let baseURL: HTTPURL?
    let token: Secret

    /// For a whole exchange: the gateways themselves wait up to 30 s for Enedis, and their own clients wait 60 s.
    static let deadline = Duration.seconds(60)
    /// Decompressed: three years of days are 100 kB.
    static let bodyLimit = 16 << 20
    private static let maximumOfRedirections = 2

    /// A request for a path below the base URL.
    ///
    /// The official gateways are reached over HTTPS and at public addresses only; one that the household runs itself may
    /// be in its network, without TLS.
    func request(
        path: String, query: [(name: String, value: String)] = [], headers: HTTPHeaders,
        authentication: (HTTPOrigin) -> HTTPAuthentication
    ) throws(GatewayFault) -> HTTPRequest {
        do throws(HTTPFault) {
            let official = try HTTPURL(gateway.officialAddress)
            let base = baseURL ?? official
            guard base.origin.host != official.origin.host || base.origin == official.origin else {
                throw HTTPFault(.invalidURL, "\(official.origin.host) is reached over HTTPS only")
            }
            var url = try base.appending(path: path)
            for item in query { url = try url.appending(queryItem: item.name, item.value) }
            return HTTPRequest(
                .get, url, headers: headers, deadline: Self.deadline, bodyLimit: Self.bodyLimit,
                addressPolicy: base.origin == official.origin ? .publicOnly : .lanAllowed,
                authentication: authentication(url.origin))
        } catch {
            throw GatewayFault(error, gateway: gateway)
        }
    }

    /// Sends a request. A redirection is followed within the same origin only (FastAPI moves `/pdl` to `/pdl/`): elsewhere
    /// the key could not come along, and the answer would look like a refused one.
    func send(_ request: HTTPRequest) async throws(GatewayFault) -> GatewayAnswer {
        var request = request
        var followed = 0
        do throws(HTTPFault) {
            while true {
                let response = try await client.send(request)
                if followed < Self.maximumOfRedirections, let target = response.location,
                    target.origin == request.url.origin
                {
                    request.url = target
                    followed += 1
                    continue
                }
                return GatewayAnswer(
                    of: gateway, status: response.status, headers: response.headers, body: response.body, hiding: token)
            }
        } catch {
            throw GatewayFault(error, gateway: gateway)
        }
    }
}
