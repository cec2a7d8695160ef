/// An HTTP client over libcurl: threads of its own move the bytes, callers are suspended meanwhile.
///
/// Connections are kept and shared by all requests of the client, so one client serves a whole program. TLS is always
/// verified, proxies and redirections are ignored unless asked for, and every address is checked against the request's
/// ``HTTPAddressPolicy`` when it is connected to.
public final class HTTPClient: Sendable {
    private let configuration: HTTPConfiguration
    private let loops: [LoopInbox]

    /// A client with its threads; no connection is opened yet.
    ///
    /// - Throws: ``HTTPFault`` with `invalidRequest` for a configuration that cannot be, `other` when the system has no
    ///   thread or descriptor left.
    public init(_ configuration: HTTPConfiguration = HTTPConfiguration()) throws(HTTPFault) {
        guard (1...64).contains(configuration.threads), configuration.idleTimeout >= .seconds(1) else {
            throw HTTPFault(.invalidRequest, "threads: 1 to 64; idle timeout: at least 1 s")
        }
        self.configuration = configuration
        var loops: [LoopInbox] = []
        do throws(HTTPFault) {
            for _ in 0..<configuration.threads { loops.append(try EventLoop.start(configuration)) }
        } catch {
            for loop in loops { loop.close(at: .now) }
            throw error
        }
        self.loops = loops
    }

    deinit {
        // Nobody waits in `send` any more: it holds the client.
        for loop in loops { loop.close(at: .now) }
    }

    /// Sends a request and waits for the whole response, whatever its status.
    ///
    /// A request that finds its kept-alive connection closed is sent again on a new one when its method is idempotent,
    /// or when the server cannot have taken it.
    ///
    /// - Throws: ``HTTPFault``; `cancelled` when the calling task is cancelled, at once.
    public func send(_ request: HTTPRequest) async throws(HTTPFault) -> HTTPResponse {
        let expiry = ContinuousClock.now + request.deadline
        let credentials = try request.credentials()
        try request.validate(credentials)
        let response = try await exchange(request, credentials, expiry)
        guard request.redirects.limit > 0, let target = response.location, response.status != 304 else {
            return response
        }
        return try await follow(target, from: request, response.status, credentials, expiry)
    }

    private func follow(
        _ first: HTTPURL, from request: HTTPRequest, _ firstStatus: Int, _ firstCredentials: HTTPAuthentication?,
        _ expiry: ContinuousClock.Instant
    ) async throws(HTTPFault) -> HTTPResponse {
        var (request, target, status, credentials) = (request, first, firstStatus, firstCredentials)
        for _ in 0..<request.redirects.limit {
            request = try request.redirected(to: target, status: status, credentials: credentials)
            credentials = try request.credentials()
            try request.validate(credentials)
            let response = try await exchange(request, credentials, expiry)
            guard let next = response.location, response.status != 304 else { return response }
            (target, status) = (next, response.status)
        }
        throw HTTPFault(
            .redirectLimit, "more than \(request.redirects.limit) redirections, at last from \(request.url.origin)")
    }

    /// Takes no more requests, lets those under way end within the grace period, and ends the rest with `closed`.
    /// Returns when all connections are closed and the threads are done.
    public func close(gracePeriod: Duration = .seconds(5)) async {
        let limit = ContinuousClock.now + gracePeriod
        for loop in loops { loop.close(at: limit) }
        for loop in loops { await loop.closed() }
    }

    private func exchange(
        _ request: HTTPRequest, _ credentials: HTTPAuthentication?, _ expiry: ContinuousClock.Instant
    ) async throws(HTTPFault) -> HTTPResponse {
        let loop = loops[loops.count == 1 ? 0 : Int(UInt(bitPattern: request.url.origin.hashValue) % UInt(loops.count))]
        let exchange = Exchange(request, credentials: credentials, expiry: expiry)
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                exchange.continuation = continuation
                loop.submit(exchange)
            }
        } onCancel: {
            loop.cancel(exchange)
        }
        return try HTTPResponse(outcome.get(), url: request.url)
    }
}
