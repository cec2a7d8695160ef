import Foundation

/// A real nginx on free ports of the loopback, with its files in a directory of its own.
public final class NginxServer: Sendable {
    private let directory: TemporaryDirectory
    private let process: ChildProcess
    private let ports: [ReservedPort]
    /// Serves plain HTTP.
    public let port: Int
    /// Serves HTTPS and HTTP/2, with ``TestCertificates/server``.
    public let tlsPort: Int
    /// Serves HTTPS with a certificate for another host name.
    public let wrongHostPort: Int
    /// Serves HTTPS to clients that show a certificate of ``TestCertificates/ca``.
    public let clientCertificatePort: Int

    /// A started one. Every server answers:
    ///
    /// - `/connection`: the connection's number, a space, the how-manieth request on it;
    /// - `/protocol`: `HTTP/1.1` or `HTTP/2.0`;
    /// - `/client`: the subject of the client's certificate;
    /// - `/big`: 200,000 bytes of text, compressed when the client accepts it;
    /// - `/status`: nginx's counters.
    public static func started(_ certificates: TestCertificates) async throws -> NginxServer {
        for attempt in 1... {
            let server = try NginxServer(certificates)
            if try await server.isUp() { return server }
            // Another process may have taken a port.
            guard attempt < 5 else { throw TestServerError("nginx does not start: \(server.log.suffix(600))") }
        }
        throw TestServerError("nginx does not start")
    }

    private init(_ certificates: TestCertificates) throws {
        let program = try Executable.path("nginx", package: "nginx-light")
        let directory = try TemporaryDirectory("med-nginx")
        self.directory = directory
        ports = try (0..<4).map { _ in try ReservedPort() }
        (port, tlsPort, wrongHostPort, clientCertificatePort) = (
            ports[0].number, ports[1].number, ports[2].number, ports[3].number
        )
        let locations = """
            location = /connection { return 200 "$connection $connection_requests"; }
            location = /protocol { return 200 $server_protocol; }
            location = /client { return 200 "$ssl_client_s_dn"; }
            location = /big { root \(directory.url.path); }
            location = /status { stub_status; }
            """
        func tls(_ port: Int, _ certificate: String, _ key: String, _ more: String = "") -> String {
            """
            server {
                listen 127.0.0.1:\(port) ssl http2;
                ssl_certificate \(certificate);
                ssl_certificate_key \(key);
                \(more)
                \(locations)
            }
            """
        }
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map { "\($0)_temp_path \(directory.path($0));" }
        try directory.write(String(repeating: "0123456789", count: 20_000), to: "big")
        try directory.write(
            """
            \(NSUserName() == "root" ? "user root;" : "")
            worker_processes 1;
            daemon off;
            pid \(directory.path("pid"));
            error_log stderr notice;
            events { worker_connections 4096; }
            http {
                access_log off;
                keepalive_requests 1000000;
                gzip on;
                gzip_types text/plain;
                default_type text/plain;
                \(temporary.joined(separator: "\n"))
                server { listen 127.0.0.1:\(port); \(locations) }
                \(tls(tlsPort, certificates.server, certificates.serverKey))
                \(tls(wrongHostPort, certificates.wrongHost, certificates.wrongHostKey))
                \(tls(clientCertificatePort, certificates.server, certificates.serverKey,
                      "ssl_client_certificate \(certificates.ca); ssl_verify_client on;"))
            }
            """, to: "nginx.conf")
        process = try ChildProcess(
            program, ["-e", "stderr", "-c", directory.path("nginx.conf"), "-p", directory.url.path],
            output: directory.path("log"))
    }

    // SIGTERM: the master ends its worker.
    deinit { process.terminate() }

    /// Everything it logged.
    public var log: String { (try? String(contentsOfFile: directory.path("log"), encoding: .utf8)) ?? "" }

    private func isUp() async throws -> Bool {
        // Its own log says so: a connection could reach another process on this port.
        try await Poll.until("nginx to start") { () -> Bool? in
            if log.contains("start worker process ") { return true }
            return process.isRunning ? nil : false
        }
    }
}
