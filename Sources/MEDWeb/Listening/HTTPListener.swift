import HTTPTypes
import HummingbirdCore
import Logging
import MEDCore
import NIOCore
import NIOPosix

/// One address that is listened on, over HTTP/1.1. Hummingbird reads and writes; the limits are ours.
struct HTTPListener: Sendable {
    let endpoint: Endpoint
    let limits: ServingLimits
    let logger: Logger

    /// How long requests in progress may go on once the task is cancelled.
    private static let goodbye = Duration.milliseconds(500)

    /// Listens until the task is cancelled; connections are closed then.
    ///
    /// - Throws: `ExporterFault.unreachable` when the address cannot be bound, `CancellationError`.
    func run(
        listening: @escaping @Sendable (_ port: Int) async -> Void,
        respond: @escaping @Sendable (Request) async -> Response
    ) async throws {
        let (running, isRunning) = AsyncStream.makeStream(of: Void.self)
        let open = OpenExchanges()
        let server = server(open: open, respond: respond) { channel in
            await listening(channel.localAddress?.port ?? endpoint.port)
            isRunning.yield()
        }
        // Never cancelled but shut down: a connection that was accepted and not handled yet would end the process
        // ("Deinited NIOAsyncWriter without calling finish()"). And detached, so that a graceful shutdown of the program
        // around it comes as a cancellation, like any other end.
        let task = Task.detached {
            defer { isRunning.finish() }
            try await server.run()
        }
        do {
            try await withTaskCancellationHandler {
                try await task.value
            } onCancel: {
                Task.detached {
                    for await _ in running { break }
                    let cut = Task {
                        try await Task.sleep(for: Self.goodbye)
                        open.closeAll()
                    }
                    try? await server.shutdownGracefully()
                    cut.cancel()
                }
            }
        } catch {
            if Task.isCancelled { throw CancellationError() }
            throw BindFault(error, at: endpoint).exporterFault
        }
        try Task.checkCancellation()
    }

    private func server(
        open: OpenExchanges, respond: @escaping @Sendable (Request) async -> Response,
        onServerRunning: @escaping @Sendable (any Channel) async -> Void
    ) -> Server<HTTP1Channel> {
        var quiet = logger
        // It tells of every start at `info`, which is what `listening` is for.
        quiet.logLevel = max(logger.logLevel, .warning)
        let exchange = TimeAmount(limits.exchange)
        let connection = HTTP1Channel(
            responder: { request, writer, channel in
                open.begin(channel)
                // A client that does not take the response, or goes on for ever with the body of its request.
                let deadline = channel.eventLoop.scheduleTask(in: exchange) { channel.close(promise: nil) }
                defer { open.end(channel) }
                var response = await respond(request)
                if request.hasBody { response.headers[.connection] = "close" }
                try await writer.write(response: response.head, body: response.body)
                if !request.hasBody { deadline.cancel() }
            },
            configuration: HTTP1Channel.Configuration(
                idleTimeout: TimeAmount(limits.idle),
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: limits.header, maxHeaderListSize: limits.header,
                    maxHeaderFieldCount: limits.headerFields)))
        return Server(
            childChannelSetup: connection,
            configuration: ServerConfiguration(
                address: .hostname(endpoint.host, port: endpoint.port),
                availableConnectionsDelegate: MaximumAvailableConnections(limits.connections, logger: quiet)),
            onServerRunning: onServerRunning, eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: quiet)
    }
}

extension Request {
    /// Nothing here takes one; it is read and thrown away.
    fileprivate var hasBody: Bool {
        headers[.transferEncoding] != nil || headers[.contentLength].map { $0 != "0" } ?? false
    }
}
