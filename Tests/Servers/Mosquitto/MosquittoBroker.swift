import Foundation
import Glibc
import Synchronization

/// A real mosquitto on a free port of the loopback, with its files in a directory of its own.
public final class MosquittoBroker: Sendable {
    private struct Running {
        var process: ChildProcess?
        var port: ReservedPort
        /// Where this start's part of the log begins, in bytes.
        var logOffset = 0
    }

    private let options: MosquittoOptions
    private let directory: TemporaryDirectory
    private let program: String
    private let running: Mutex<Running>

    /// A broker that is not started yet, with its port chosen.
    ///
    /// - Throws: ``TestServerError`` when mosquitto is not installed.
    public init(_ options: MosquittoOptions = MosquittoOptions()) throws {
        self.options = options
        program = try Executable.path("mosquitto", package: "mosquitto")
        directory = try TemporaryDirectory("med-mosquitto")
        running = Mutex(Running(port: try ReservedPort()))
        try writeFiles()
    }

    /// A started broker.
    public static func started(_ options: MosquittoOptions = MosquittoOptions()) async throws -> MosquittoBroker {
        let broker = try MosquittoBroker(options)
        try await broker.start()
        return broker
    }

    deinit { kill() }

    /// The host name clients connect to; the TLS certificate is for it.
    public var host: String { "localhost" }

    /// The port it listens on; it stays the same over ``kill()`` and ``start()``.
    public var port: Int { reserved.number }

    private var reserved: ReservedPort { running.withLock { $0.port } }

    /// Everything it logged, over all its starts.
    public var log: String { (try? String(contentsOfFile: logPath, encoding: .utf8)) ?? "" }

    /// The file of `log`, for tests that follow it.
    public var logPath: String { directory.path("log") }

    /// Starts it and waits until it listens. If another process took the port before the first start, takes another.
    public func start() async throws {
        let isFirst = log.isEmpty
        for attempt in 1...5 {
            if try await startOnce() { return }
            guard isFirst, attempt < 5 else { break }
            let port = try ReservedPort()
            running.withLock { $0.port = port }
        }
        throw TestServerError("mosquitto does not start on port \(port): \(log.suffix(600))")
    }

    /// Kills it as a power cut would: SIGKILL. Nothing is saved, no DISCONNECT is sent.
    public func kill() { take()?.kill() }

    /// Stops it politely: SIGTERM. Its database is saved when ``MosquittoOptions/persistence`` is on.
    public func stop() { take()?.terminate() }

    /// Kills it and starts it on the same port.
    public func restart() async throws {
        kill()
        try await start()
    }

    /// Freezes it with SIGSTOP: connections stay open and nobody answers.
    public func freeze() { running.withLock { $0.process }?.send(SIGSTOP) }

    /// Bytes that clients have sent and it has not read yet, as when it is frozen.
    public var unreadBytes: Int { reserved.unreadBytes }

    /// Lets a frozen one go on.
    public func unfreeze() { running.withLock { $0.process }?.send(SIGCONT) }

    private func take() -> ChildProcess? {
        let process = running.withLock { running in
            defer { running.process = nil }
            return running.process
        }
        if let process, !process.isRunning {
            print("mosquitto on port \(port) had ended by itself: \(log.suffix(2000))")
        }
        return process
    }

    /// - Returns: false when it ended instead, as it does when its port is taken.
    private func startOnce() async throws -> Bool {
        let port = port
        try directory.write(configuration(port), to: "mosquitto.conf")
        let before = log.utf8.count
        let process = try ChildProcess(
            program,
            ["-c", directory.path("mosquitto.conf")],
            output: directory.path("log")
        )
        // Its own log says that it listens: a connection could reach another process on this port.
        let isUp = try await Poll.until("mosquitto to start") { () -> Bool? in
            if String(decoding: Array(log.utf8).dropFirst(before), as: UTF8.self).contains(" running") { return true }
            return process.isRunning ? nil : false
        }
        guard isUp, process.isRunning, reserved.isListening else { return false }
        running.withLock { $0.process = process }
        return true
    }

    private func writeFiles() throws {
        try directory.write("", to: "passwords")
        let tool = try Executable.path("mosquitto_passwd", package: "mosquitto")
        for (user, password) in options.users {
            try Executable.run(tool, ["-b", directory.path("passwords"), user, password])
        }
        if let acl = options.acl { try directory.write(acl + "\n", to: "acl") }
    }

    private func configuration(_ port: Int) -> String {
        var lines = [
            // As root it would become the user mosquitto, who cannot read the directory.
            "user \(NSUserName())",
            "persistence \(options.persistence)",
            "persistence_location \(directory.url.path)/",
            "log_dest stderr",
            options.logsPackets
                ? "log_type all" : "log_type error\nlog_type notice\nlog_type information\nlog_type subscribe",
            "connection_messages true",
            "set_tcp_nodelay true",
            "max_queued_messages \(options.maxQueued)",
            "allow_anonymous \(options.users.isEmpty)",
        ]
        if !options.users.isEmpty { lines.append("password_file \(directory.path("passwords"))") }
        if options.acl != nil { lines.append("acl_file \(directory.path("acl"))") }
        if let limit = options.maxInflight { lines.append("max_inflight_messages \(limit)") }
        if let limit = options.maximumPacketSize { lines.append("max_packet_size \(limit)") }
        lines.append("listener \(port) 127.0.0.1")
        func tls(_ ca: String, _ certificate: String, _ key: String) {
            lines += ["cafile \(ca)", "certfile \(certificate)", "keyfile \(key)"]
        }
        switch options.security {
        case .plain: break
        case .tls(let files): tls(files.ca, files.server, files.serverKey)
        case .tlsWrongHost(let files): tls(files.ca, files.wrongHost, files.wrongHostKey)
        case .tlsClientCertificate(let files):
            tls(files.ca, files.server, files.serverKey)
            lines.append("require_certificate true")
        }
        lines.append(options.extra)
        return lines.joined(separator: "\n") + "\n"
    }
}
