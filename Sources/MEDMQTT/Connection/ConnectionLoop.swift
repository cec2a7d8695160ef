import CMosquitto
import Glibc

/// The work of a connection's thread: dials, then moves bytes until the end.
///
/// Every call into libmosquitto happens on this thread, so its callbacks do too and need no lock. The loop is our own
/// `poll` instead of `mosquitto_loop`: reconnecting stays with the supervisor, descriptors above 1023 work
/// (`select` cannot), messages are written in bursts, and no byte goes through libmosquitto's socket pair per message
/// (nobody reads it: once full, its writes fail at once, which libmosquitto ignores).
final class ConnectionLoop {
    struct InFlight {
        let call: PublishCall
        let index: Int
    }

    let connection: Connection
    let configuration: MQTTConfiguration
    let shared: SharedState
    /// Set by `run`, valid until it returns.
    var handle: OpaquePointer!

    var info: MQTTConnectionInfo?
    /// Why the connection ended, once it did.
    var fault: MQTTFault?
    var hasBrokerAnswered = false
    var hungUpOnConnect = false
    /// Polls that found the connection closed while libmosquitto still shook hands on it.
    private var hangUps = 0
    /// What libmosquitto logged while it dialled and shook hands.
    var log: [String] = []
    var started = ContinuousClock.now
    var dialled = ContinuousClock.now
    var establishedAt: ContinuousClock.Instant?

    var window = 0
    var inFlight: [UInt16: InFlight] = [:]
    /// Calls may wait for room in the window. Written QoS 0 messages make room without the broker's answer, so
    /// nothing would end the next `poll`.
    var isWindowFull = false
    var current: PublishCall?
    var asked: [UInt16: (id: Subscription.ID, filter: String)] = [:]
    var stopDeadline: ContinuousClock.Instant?

    init(_ connection: Connection) {
        self.connection = connection
        configuration = connection.configuration
        shared = connection.shared
    }

    /// - Throws: what made a handle impossible; nothing was connected then.
    func run() throws(MQTTFault) -> Supervisor.Ending {
        // Unretained: `self` outlives the handle, which is destroyed below, and callbacks run inside this call.
        let context = Unmanaged.passUnretained(self).toOpaque()
        handle = try LibraryHandle.make(configuration, version: connection.version, context: context)
        setCallbacks(handle)
        if dial() { speak() }
        let fault = fault ?? MQTTFault(.connectionLost)
        // Before anybody hears of the end: nobody may hand work to this connection any more.
        finishAll(fault)
        mosquitto_destroy(handle)
        return Supervisor.Ending(
            fault: fault,
            established: establishedAt.map { .now - $0 },
            hungUpOnConnect: hungUpOnConnect
        )
    }

    /// - Returns: false when there is no connection to speak on.
    private func dial() -> Bool {
        started = .now
        let keepAlive = CInt(configuration.keepAlive.components.seconds)
        let result = mosquitto_connect(handle, configuration.host, CInt(configuration.port), keepAlive)
        let number = errno
        dialled = .now
        guard connection.dialled() else { return false }
        if result != 0 {
            fault =
                MQTTFault(tlsLog: log)
                ?? MQTTFault(connectError: result, errno: number, host: configuration.host, port: configuration.port)
            return false
        }
        // libmosquitto does not: a child process would keep the connection open after us.
        _ = fcntl(mosquitto_socket(handle), F_SETFD, FD_CLOEXEC)
        return true
    }

    private func speak() {
        // Pings and their time-outs are noticed within a quarter of the interval.
        let idle = Duration.seconds(configuration.keepAlive.components.seconds) / 4
        while fault == nil {
            let descriptor = mosquitto_socket(handle)
            guard descriptor >= 0 else {
                lost(0)
                return
            }
            let events = Int16(POLLIN) | (mosquitto_want_write(handle) ? Int16(POLLOUT) : 0)
            let ready = wait(descriptor, events, atMost: min(idle, .seconds(5)))
            if ready.hasRequests { takeRequests() }
            if ready.socket != 0 { read() }
            if fault == nil, info == nil, ready.socket & Int16(POLLHUP | POLLERR) != 0 { hangUps += 1 }
            // libmosquitto takes a connection reset within the TLS handshake for "try again" and never gives up.
            if fault == nil, hangUps > 10 { lost(0) }
            if fault == nil, info != nil { publishWaiting() }
            if fault == nil, mosquitto_socket(handle) >= 0, mosquitto_want_write(handle) {
                check(mosquitto_loop_write(handle, 1))
            }
            if fault == nil, mosquitto_socket(handle) >= 0 { check(mosquitto_loop_misc(handle)) }
            if fault == nil, mosquitto_socket(handle) < 0 { lost(0) }
            if fault == nil { watchTime() }
        }
    }

    private func wait(
        _ descriptor: CInt,
        _ events: Int16,
        atMost idle: Duration
    ) -> (socket: Int16, hasRequests: Bool) {
        var timeout = isWindowFull && inFlight.count < window ? .zero : idle
        if info == nil { timeout = min(timeout, connection.deadline - .now) }
        if let stopDeadline { timeout = min(timeout, stopDeadline - .now) }
        let (seconds, attoseconds) = max(timeout, .zero).components
        let milliseconds = CInt(seconds * 1000 + attoseconds / 1_000_000_000_000_000) + (timeout > .zero ? 1 : 0)

        var descriptors = (
            pollfd(fd: descriptor, events: events, revents: 0),
            pollfd(fd: connection.wakeUp.descriptor, events: Int16(POLLIN), revents: 0)
        )
        withUnsafeMutablePointer(to: &descriptors) { pair in
            pair.withMemoryRebound(to: pollfd.self, capacity: 2) { _ = poll($0, 2, milliseconds) }
        }
        if descriptors.1.revents != 0 { connection.wakeUp.clear() }
        return (descriptors.0.revents, descriptors.1.revents != 0)
    }

    private func read() {
        repeat {
            // libmosquitto stops reading at an errno of EAGAIN, also one that an earlier call left behind.
            errno = 0
            check(mosquitto_loop_read(handle, 1))
        } while fault == nil && mosquitto_socket(handle) >= 0 && cmosquitto_has_decrypted_bytes(handle)
    }

    private func check(_ result: CInt) {
        if result != 0, fault == nil { lost(result) }
    }

    /// The connection is gone: by libmosquitto's error, or (0) because its socket is closed.
    func lost(_ error: CInt) {
        if fault != nil { return }
        if stopDeadline != nil {
            fault = MQTTFault(.shutDown)
        } else if info != nil {
            fault = error == 0 ? MQTTFault(.connectionLost) : MQTTFault(disconnectReason: error)
        } else if let tls = MQTTFault(tlsLog: log) {
            fault = tls
        } else {
            hungUpOnConnect = !hasBrokerAnswered
            let hint = configuration.tls == nil ? "is this a TLS port?" : "does it want a client certificate?"
            fault = MQTTFault(.connectionLost, "the broker hung up before it answered; \(hint)")
        }
    }

    private func watchTime() {
        if connection.isAbortRequested {
            fault = MQTTFault(.connectionLost, "aborted")
        } else if connection.isStopRequested {
            stopStep()
        } else if info == nil, .now >= connection.deadline {
            fault = MQTTFault(.timedOut, "the broker did not answer in time")
        }
    }

    private func stopStep() {
        let deadline = stopDeadline ?? .now + configuration.shutdownTimeout
        stopDeadline = deadline
        guard info == nil || inFlight.isEmpty || .now >= deadline else { return }
        // Outlives libmosquitto's own descriptor, which it closes right after it wrote DISCONNECT.
        let socket = fcntl(mosquitto_socket(handle), F_DUPFD_CLOEXEC, 0)
        defer { if socket >= 0 { close(socket) } }
        let limit = deadline + .milliseconds(200)
        mosquitto_disconnect(handle)
        // Writes DISCONNECT and closes; at the limit whatever is left stays unsent.
        while mosquitto_socket(handle) >= 0, .now < limit {
            errno = 0
            if mosquitto_loop_write(handle, 1) != 0 { break }
            if mosquitto_socket(handle) >= 0 {
                _ = wait(mosquitto_socket(handle), Int16(POLLOUT), atMost: .milliseconds(50))
            }
        }
        // A broker that has not even let us in has no will of ours to publish.
        if info != nil, mosquitto_socket(handle) < 0, socket >= 0 {
            linger(socket, until: min(limit, .now + .seconds(1)))
        }
        fault = MQTTFault(.shutDown)
    }

    /// Waits for the broker to close after DISCONNECT. A broker that still answers something (UNSUBACK) and finds nobody
    /// to read it takes the connection for lost, does not read the DISCONNECT behind it and publishes the will.
    private func linger(_ socket: CInt, until limit: ContinuousClock.Instant) {
        shutdown(socket, CInt(SHUT_WR))
        var bytes = [UInt8](repeating: 0, count: 4096)
        while .now < limit {
            _ = wait(socket, Int16(POLLIN), atMost: max(.zero, limit - .now))
            let count = recv(socket, &bytes, bytes.count, CInt(MSG_DONTWAIT))
            if count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR) { return }
        }
    }
}
