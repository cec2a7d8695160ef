import Foundation

/// A real Prometheus on a free port of the loopback, with its data in a directory of its own.
public final class PrometheusServer: Sendable {
    /// What it scrapes, every second.
    public struct Target: Sendable {
        /// On 127.0.0.1.
        public let port: Int
        /// `metrics_path`.
        public let path: String
        /// `basic_auth`.
        public let credentials: (user: String, password: String)?

        /// A target.
        public init(port: Int, path: String = "/metrics", credentials: (user: String, password: String)? = nil) {
            self.port = port
            self.path = path
            self.credentials = credentials
        }
    }

    private let directory: TemporaryDirectory
    private let process: ChildProcess
    private let reserved: ReservedPort

    /// A started one.
    ///
    /// - Parameters:
    ///   - target: nil: it scrapes nothing.
    ///   - openMetrics: A file that `promtool` makes blocks of first.
    public static func started(scraping target: Target? = nil, openMetrics: String? = nil) async throws
        -> PrometheusServer
    {
        for attempt in 1... {
            let server = try PrometheusServer(target, openMetrics)
            if try await server.isUp() { return server }
            // Another process may have taken its port.
            guard attempt < 5 else { throw TestServerError("prometheus does not start: \(server.log.suffix(600))") }
        }
        throw TestServerError("prometheus does not start")
    }

    private init(_ target: Target?, _ openMetrics: String?) throws {
        let program = try Executable.path("prometheus", package: "prometheus")
        let directory = try TemporaryDirectory("med-prometheus")
        self.directory = directory
        reserved = try ReservedPort()
        if let openMetrics {
            // The flag stands before the subcommand and is hidden: without it every two hours of history are a block.
            try Executable.run(
                try Executable.path("promtool", package: "prometheus"),
                [
                    "tsdb", "create-blocks-from", "--max-block-duration=8760h", "openmetrics", openMetrics,
                    directory.path("data"),
                ])
        }
        var lines = ["global: {scrape_interval: 1s, scrape_timeout: 1s}"]
        if let target {
            lines += [
                "scrape_configs:", "  - job_name: linky", "    metrics_path: \(target.path)",
                "    static_configs: [{targets: ['127.0.0.1:\(target.port)']}]",
            ]
            if let (user, password) = target.credentials {
                lines.append("    basic_auth: {username: '\(user)', password: '\(password)'}")
            }
        }
        try directory.write(lines.joined(separator: "\n") + "\n", to: "prometheus.yml")
        process = try ChildProcess(
            program,
            [
                "--config.file=\(directory.path("prometheus.yml"))", "--storage.tsdb.path=\(directory.path("data"))",
                "--storage.tsdb.retention.time=30y", "--web.listen-address=127.0.0.1:\(reserved.number)",
            ], output: directory.path("log"))
    }

    deinit { process.kill() }

    /// Where it listens, on 127.0.0.1.
    public var port: Int { reserved.number }

    /// Everything it logged.
    public var log: String { (try? String(contentsOfFile: directory.path("log"), encoding: .utf8)) ?? "" }

    private func isUp() async throws -> Bool {
        try await Poll.until("prometheus to start", timeout: .seconds(60)) { () -> Bool? in
            if log.contains("Server is ready to receive web requests.") { return true }
            return process.isRunning ? nil : false
        }
    }
}
