/// A WebSocket (RFC 6455): messages both ways over one connection, as a client.
///
/// It lives in the scope of ``withConnection(_:_:)``. A thread of its own moves the bytes; callers are suspended meanwhile.
/// Certificates, addresses and deadlines are treated as those of an ``HTTPClient``; proxies are not used, redirections not
/// followed, extensions not offered.
///
///     try await WebSocket.withConnection(HTTPRequest(.get, url)) { socket in
///         try await socket.send("hello")
///         guard case .text(let answer) = try await socket.receive() else { return }
///     }
public struct WebSocket: Sendable {
    private let channel: WebSocketChannel
    private let deadline: Duration
    /// What was learnt when it was opened.
    public let opening: WebSocketOpening

    /// Opens a WebSocket, runs `body` and closes it: by the closing handshake when `body` returns, at once when it throws.
    ///
    /// - Parameters:
    ///   - request: Where to, `http` meaning `ws` and `https` meaning `wss`; `GET` without a body. Its `deadline` is for
    ///     the opening, and for each send and receive that has none of its own; its `bodyLimit` for a message. Its
    ///     `redirects` are not used.
    ///   - userAgent: The `User-Agent`, unless the request has one.
    /// - Throws: ``HTTPFault``, `upgradeRefused` for another answer than 101, `cancelled` at once when the task is
    ///   cancelled; what `body` throws.
    public static func withConnection<Value>(
        _ request: HTTPRequest, userAgent: String = HTTPConfiguration().userAgent,
        _ body: (WebSocket) async throws -> Value
    ) async throws -> Value {
        let credentials = try request.credentials()
        try validate(request, credentials)
        let channel = try WebSocketChannel()
        try WebSocketDriver.start(
            request, credentials, userAgent: userAgent, expiry: .now + request.deadline, channel: channel)
        let opening = try await channel.opening()
        let socket = WebSocket(channel: channel, deadline: request.deadline, opening: opening)
        do {
            let value = try await body(socket)
            await channel.close(expiry: .now + min(request.deadline, .seconds(1)))
            return value
        } catch {
            channel.abort(HTTPFault(.closed))
            throw error
        }
    }

    /// Sends a text message; returns when the system has taken its last byte.
    ///
    /// - Throws: ``HTTPFault``, after which the WebSocket is of no use: `timedOut`, `connectionLost`, also when the server
    ///   closed it, `cancelled`.
    public func send(_ text: String, within limit: Duration? = nil) async throws(HTTPFault) {
        try await channel.send(.text(text), expiry: .now + (limit ?? deadline))
    }

    /// Sends a binary message. Throws as ``send(_:within:)`` does.
    public func send(binary bytes: [UInt8], within limit: Duration? = nil) async throws(HTTPFault) {
        try await channel.send(.binary(bytes), expiry: .now + (limit ?? deadline))
    }

    /// The next message; `nil` when the server closed the WebSocket properly, and ``closure`` says how.
    ///
    /// One task at a time may wait for it. Pings are answered without it, as long as less than the limit of a message
    /// waits to be received.
    ///
    /// - Throws: ``HTTPFault``, after which the WebSocket is of no use: `timedOut`, `connectionLost`, `malformedResponse`
    ///   for a violation of the protocol, `bodyTooLarge`, `cancelled`; `invalidRequest` for a second one at a time.
    public func receive(within limit: Duration? = nil) async throws(HTTPFault) -> WebSocketMessage? {
        try await channel.receive(expiry: .now + (limit ?? deadline))
    }

    /// How the server closed it; `nil` while it is open or when the connection ended without.
    public var closure: WebSocketClosure? { channel.closure }

    private static func validate(_ request: HTTPRequest, _ credentials: HTTPAuthentication?) throws(HTTPFault) {
        guard request.method == .get, request.body.isEmpty else {
            throw HTTPFault(.invalidRequest, "a WebSocket is opened by GET without a body")
        }
        try request.validate(credentials)
        let names = request.headers.fields.map { $0.name.lowercased() }
        guard !names.contains(where: { $0.hasPrefix("sec-websocket-") }) else {
            throw HTTPFault(.invalidRequest, "Sec-WebSocket-… is written by the client")
        }
    }
}
