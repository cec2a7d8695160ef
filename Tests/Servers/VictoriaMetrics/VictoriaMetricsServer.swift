import Foundation
import Synchronization

/// A real single-node VictoriaMetrics on a free port of the loopback, with its data in a directory of its own.
public final class VictoriaMetricsServer: Sendable {
    /// How it is started.
    public let options: VictoriaMetricsOptions
    private let directory: TemporaryDirectory
    private let program: String
    private let reserved: Mutex<ReservedPort>
    private let process = Mutex<ChildProcess?>(nil)

    /// A started server.
    ///
    /// - Throws: ``TestServerError`` when it is not installed or does not start.
    public static func started(
        _ options: VictoriaMetricsOptions = VictoriaMetricsOptions()
    ) async throws -> VictoriaMetricsServer {
        let server = try VictoriaMetricsServer(options)
        try await server.start()
        return server
    }

    private init(_ options: VictoriaMetricsOptions) throws {
        self.options = options
        program = try Executable.path("victoria-metrics", package: "victoria-metrics")
        directory = try TemporaryDirectory("med-victoriametrics")
        reserved = Mutex(try ReservedPort())
    }

    deinit { kill() }

    /// The port; it stays the same over ``kill()`` and ``start()``.
    public var port: Int { reserved.withLock { $0.number } }

    /// `http://127.0.0.1:port` with the path prefix.
    public var url: String { "http://127.0.0.1:\(port)\(options.pathPrefix ?? "")" }

    /// What it logged.
    public var log: String { (try? String(contentsOfFile: directory.path("log"), encoding: .utf8)) ?? "" }

    /// Starts it and waits until it answers. If another process took the port before the first start, takes another.
    public func start() async throws {
        let isFirst = log.isEmpty
        for attempt in 1...5 {
            if try await startOnce() { return }
            guard isFirst, attempt < 5 else { break }
            let port = try ReservedPort()
            reserved.withLock { $0 = port }
        }
        throw TestServerError("victoria-metrics does not start on port \(port): \(log.suffix(600))")
    }

    /// Kills it as a power cut would: SIGKILL.
    public func kill() { process.withLock { $0.take() }?.kill() }

    /// Stops it politely: SIGTERM; what it holds in memory is saved.
    public func stop() { process.withLock { $0.take() }?.terminate() }

    /// Stops it, throws its data away, and starts it on the same port.
    public func wipe() async throws {
        stop()
        try? FileManager.default.removeItem(atPath: directory.path("data"))
        try await start()
    }

    /// Makes visible what was written.
    public func flush() throws {
        _ = try get("/internal/force_flush", options.flushKey.map { ["authKey": $0] } ?? [:])
    }

    /// The body of a GET with a query.
    ///
    /// - Throws: ``TestServerError`` for any status but 2xx.
    @discardableResult
    public func get(_ path: String, _ query: [String: String] = [:]) throws -> String {
        var arguments = ["-sS", "--fail", "-G", url + path]
        for (name, value) in query.sorted(by: { $0.key < $1.key }) {
            arguments += ["--data-urlencode", "\(name)=\(value)"]
        }
        if let login = options.login { arguments += ["-u", "\(login.user):\(login.password)"] }
        return try Executable.run(try Executable.path("curl", package: "curl"), arguments)
    }

    /// The results of an instant query at `time`, seconds since 1970: labels and value.
    public func query(_ expression: String, at time: Int64) throws -> [(labels: [String: String], value: Double)] {
        let body = try get("/api/v1/query", ["query": expression, "time": "\(time)", "nocache": "1"])
        let answer = try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any]
        let results = (answer?["data"] as? [String: Any])?["result"] as? [[String: Any]] ?? []
        return results.compactMap { result in
            guard let labels = result["metric"] as? [String: String],
                let text = (result["value"] as? [Any])?.last as? String, let value = Double(text)
            else { return nil }
            return (labels, value)
        }
    }

    /// The one value of an instant query; nil when there is none.
    public func value(_ expression: String, at time: Int64) throws -> Double? {
        try query(expression, at: time).first?.value
    }

    /// Every line of `/api/v1/export`, over all time.
    public func export(_ selector: String) throws -> [String] {
        let body = try get("/api/v1/export", ["match[]": selector, "start": "0", "end": "4102444800"])
        return body.split(separator: "\n").map(String.init)
    }

    /// - Returns: false when it ended instead, as it does when its port is taken.
    private func startOnce() async throws -> Bool {
        let port = port
        var arguments = [
            "-storageDataPath=\(directory.path("data"))", "-httpListenAddr=127.0.0.1:\(port)",
            "-search.latencyOffset=0s", "-memory.allowedBytes=256MB", "-loggerLevel=WARN",
        ]
        if let retention = options.retention { arguments.append("-retentionPeriod=\(retention)") }
        if let interval = options.deduplication { arguments.append("-dedup.minScrapeInterval=\(interval)") }
        if let login = options.login {
            arguments += ["-httpAuth.username=\(login.user)", "-httpAuth.password=\(login.password)"]
        }
        if let key = options.flushKey { arguments.append("-forceFlushAuthKey=\(key)") }
        if let key = options.deleteKey { arguments.append("-deleteAuthKey=\(key)") }
        if let prefix = options.pathPrefix { arguments.append("-http.pathPrefix=\(prefix)") }
        let child = try ChildProcess(program, arguments, output: directory.path("log"))
        let reserved = reserved.withLock { $0 }
        let isUp = try await Poll.until("victoria-metrics to start", timeout: .seconds(60)) { () -> Bool? in
            if !child.isRunning { return false }
            return reserved.isListening ? true : nil
        }
        if isUp { process.withLock { $0 = child } }
        return isUp
    }
}
