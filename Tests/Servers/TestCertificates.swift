import Foundation

/// Certificates made by the openssl program for one test run: an authority, a stranger authority, a server's for
/// `localhost` and 127.0.0.1, one for another host name, and a client's.
public final class TestCertificates: Sendable {
    private let directory: TemporaryDirectory

    /// The authority that signed all but ``otherCA``.
    public var ca: String { directory.path("ca.crt") }
    /// An authority that signed nothing.
    public var otherCA: String { directory.path("otherca.crt") }
    /// A server's certificate for `localhost` and 127.0.0.1.
    public var server: String { directory.path("server.crt") }
    /// Its key.
    public var serverKey: String { directory.path("server.key") }
    /// A server's certificate for `broker.invalid`.
    public var wrongHost: String { directory.path("wronghost.crt") }
    /// Its key.
    public var wrongHostKey: String { directory.path("wronghost.key") }
    /// A client's certificate for the name `med`.
    public var client: String { directory.path("client.crt") }
    /// Its key.
    public var clientKey: String { directory.path("client.key") }
    /// The path of a file that does not exist.
    public var missing: String { directory.path("missing.crt") }

    /// Makes them; takes about a second the first time a test asks.
    public init() throws {
        directory = try TemporaryDirectory("med-certificates")
        try authority("ca", "/CN=test CA")
        try authority("otherca", "/CN=other CA")
        try certificate("server", "/CN=localhost", "subjectAltName=DNS:localhost,IP:127.0.0.1")
        try certificate("wronghost", "/CN=broker.invalid", "subjectAltName=DNS:broker.invalid")
        try certificate("client", "/CN=med", "extendedKeyUsage=clientAuth")
    }

    private func openssl(_ arguments: [String]) throws {
        let program = try Executable.path("openssl", package: "openssl")
        try Executable.run(program, arguments, in: directory.url.path)
    }

    private static let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]

    private func authority(_ name: String, _ subject: String) throws {
        try openssl(
            ["req", "-x509"] + Self.key + [
                "-days", "30", "-keyout", "\(name).key", "-out", "\(name).crt", "-subj", subject,
                "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign,cRLSign",
            ]
        )
    }

    private func certificate(_ name: String, _ subject: String, _ extensions: String) throws {
        try openssl(["req"] + Self.key + ["-keyout", "\(name).key", "-out", "\(name).csr", "-subj", subject])
        try directory.write(extensions + "\n", to: "\(name).ext")
        try openssl([
            "x509", "-req", "-in", "\(name).csr", "-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial",
            "-days", "30", "-out", "\(name).crt", "-extfile", "\(name).ext",
        ])
    }
}
