import CCurl
import Glibc

/// The thread of one WebSocket: libcurl connects (`CURLOPT_CONNECT_ONLY`), then it carries bytes between the socket and the
/// state machine.
final class WebSocketDriver {
    private let request: HTTPRequest
    private let channel: WebSocketChannel
    private let openingExpiry: ContinuousClock.Instant
    private let begin = ContinuousClock.now
    private let easy: EasyHandle
    private let multi: UnsafeMutableRawPointer
    private var machine: WebSocketMachine
    private let head: [UInt8]
    private var output = WebSocketOutput()
    private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
    private var isOpen = false
    private var isClosing = false
    /// Ends the connection once the output is written.
    private var ending: WebSocketMachine.Ending?
    /// Nothing can be written any more.
    private var hasFailed = false
    /// The server ended its side, or must not be read any more.
    private var isInputOver = false

    /// Starts the thread; `channel` hears what becomes of it.
    static func start(
        _ request: HTTPRequest, _ credentials: HTTPAuthentication?, userAgent: String, expiry: ContinuousClock.Instant,
        channel: WebSocketChannel
    ) throws(HTTPFault) {
        guard CURLLibrary.initialisation == CURLE_OK else { throw HTTPFault(.other, "curl_global_init") }
        try NamedThread.start("med-websocket") {
            do throws(HTTPFault) {
                try WebSocketDriver(request, credentials, userAgent, expiry, channel).run()
            } catch {
                channel.finish(.failed(error))
            }
        }
    }

    private init(
        _ request: HTTPRequest, _ credentials: HTTPAuthentication?, _ userAgent: String,
        _ expiry: ContinuousClock.Instant, _ channel: WebSocketChannel
    ) throws(HTTPFault) {
        self.request = request
        self.channel = channel
        openingExpiry = expiry
        easy = try EasyHandle(HTTPConfiguration(userAgent: userAgent))
        guard let multi = curl_multi_init() else { throw HTTPFault(.other, "curl_multi_init") }
        self.multi = multi
        let handshake = WebSocketHandshake(nonce: (0..<16).map { _ in UInt8.random(in: 0...255) })
        head = handshake.request(request, credentials, userAgent: userAgent)
        // The system's generator: §10.3 wants keys that a script in the server's answers cannot predict.
        machine = WebSocketMachine(handshake, limit: request.bodyLimit) {
            let key = UInt32.random(in: 0...UInt32.max)
            return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: key >> $0) }
        }
    }

    deinit {
        // The handle first: its connection belongs to the multi handle.
        curl_multi_remove_handle(multi, easy.curl)
        curl_multi_cleanup(multi)
        input.deallocate()
    }

    private func run() throws(HTTPFault) {
        guard openingExpiry > .now else { throw HTTPFault(.timedOut, "before it was opened") }
        try easy.prepareConnection(request, remaining: openingExpiry - .now)
        guard try connect() else { return }
        let socket = ccurl_info_socket(easy.curl)
        guard socket >= 0 else { throw HTTPFault(.other, "libcurl has no socket of the connection") }
        output.append(head)
        while try turn(socket) {}
    }

    /// - Returns: false when the caller gave up.
    private func connect() throws(HTTPFault) -> Bool {
        let result = curl_multi_add_handle(multi, easy.curl)
        guard result == CURLM_OK else { throw HTTPFault(.other, String(cString: curl_multi_strerror(result))) }
        while true {
            if channel.take(limit: 0).isEnded { return false }
            var running: CInt = 0
            curl_multi_perform(multi, &running)
            var result = CURLE_OK
            if ccurl_next_finished(multi, &result) != nil {
                _ = try easy.outcome(result, host: request.url.origin.host).get()
                return true
            }
            let remaining = openingExpiry - .now
            guard remaining > .zero else {
                throw HTTPFault(.timedOut, "\(request.url.origin.host): no connection in time")
            }
            var extra = curl_waitfd(fd: channel.wakeUp.descriptor, events: Int16(POLLIN), revents: 0)
            curl_multi_poll(multi, &extra, 1, Self.milliseconds(remaining), nil)
            channel.wakeUp.clear()
        }
    }

    /// One round: what callers want, what can be written, what came, then waiting.
    ///
    /// - Returns: false when the connection is over.
    private func turn(_ socket: CInt) throws(HTTPFault) -> Bool {
        let work = channel.take(limit: request.bodyLimit)
        if work.isEnded { return false }
        for (id, message) in work.outgoing {
            apply(machine.send(message))
            output.mark(id)
        }
        if work.isClosing, !isClosing {
            isClosing = true
            apply(machine.close())
        }
        try write()
        if !work.isFull, !isInputOver { try read() }
        try write()
        if let ending, output.isEmpty || hasFailed || isLost(ending) {
            channel.finish(ending)
            return false
        }
        let expiry = isOpen ? work.expiry : openingExpiry
        if let expiry, expiry <= .now {
            throw HTTPFault(.timedOut, "\(request.url.origin.host): no answer on the WebSocket in time")
        }
        wait(socket, reads: !work.isFull && !isInputOver, until: expiry)
        return true
    }

    private func write() throws(HTTPFault) {
        do throws(HTTPFault) {
            for id in try output.write(to: easy) { channel.sent(id) }
        } catch {
            // A server that closed says why in what can still be read.
            if !isInputOver { try read() }
            if ending == nil { throw error }
            hasFailed = true
        }
    }

    /// Whether nobody is there to read what is still to be written.
    private func isLost(_ ending: WebSocketMachine.Ending) -> Bool {
        if case .failed(let fault) = ending { fault.code == .connectionLost } else { false }
    }

    /// Reads until nothing is left: OpenSSL may hold bytes of which the socket does not tell.
    private func read() throws(HTTPFault) {
        // Bounded, so that a server that sends without end does not keep callers waiting.
        for _ in 0..<64 where !isInputOver {
            guard let count = try easy.receive(into: input) else { return }
            isInputOver = count == 0
            apply(count == 0 ? machine.receiveEnd() : machine.receive(Array(input[..<count])))
        }
        if !isInputOver { channel.wakeUp.signal() }
    }

    private func apply(_ actions: [WebSocketMachine.Action]) {
        for action in actions {
            switch action {
            case .write(let bytes): output.append(bytes)
            case .deliver(let message): channel.deliver(message)
            case .opened(let headers):
                isOpen = true
                channel.opened(opening(headers))
            case .end(let ending):
                self.ending = ending
                isInputOver = true
            }
        }
    }

    private func opening(_ headers: HTTPHeaders) -> WebSocketOpening {
        let elapsed = Int((ContinuousClock.now - begin) / .microseconds(1))
        return WebSocketOpening(
            headers: headers,
            remoteAddress: ccurl_info_string(easy.curl, CURLINFO_PRIMARY_IP).map { String(cString: $0) },
            timings: HTTPTimings(
                isReused: false, nameLookup: ccurl_info_offset(easy.curl, CURLINFO_NAMELOOKUP_TIME_T),
                connect: ccurl_info_offset(easy.curl, CURLINFO_CONNECT_TIME_T),
                appConnect: ccurl_info_offset(easy.curl, CURLINFO_APPCONNECT_TIME_T),
                startTransfer: elapsed, total: elapsed))
    }

    private func wait(_ socket: CInt, reads: Bool, until limit: ContinuousClock.Instant?) {
        let events = Int16((reads ? POLLIN : 0) | (output.isEmpty ? 0 : POLLOUT))
        var polled = [
            pollfd(fd: channel.wakeUp.descriptor, events: Int16(POLLIN), revents: 0),
            // A descriptor below 0 is left out: a hang-up would wake without end while nobody reads.
            pollfd(fd: events == 0 ? -1 : socket, events: events, revents: 0),
        ]
        _ = poll(&polled, 2, limit.map { Self.milliseconds($0 - .now) } ?? -1)
        channel.wakeUp.clear()
    }

    /// Rounded up: a wait that ends too early would find nothing to do.
    private static func milliseconds(_ duration: Duration) -> CInt {
        CInt(clamping: Int64(max(0, (duration / .milliseconds(1)).rounded(.up))))
    }
}
