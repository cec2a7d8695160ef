import Foundation
import MEDHTTP
import TestServers
import Testing

@Suite(.timeLimit(.minutes(1)))
struct TLSTests {
    private func outcome(
        _ port: KeyPath<NginxServer, Int>, host: String = "localhost", path: String = "/protocol",
        _ tls: (TestCertificates) throws -> HTTPTLS
    ) async throws -> Result<HTTPResponse, HTTPFault> {
        let files = try certificates.get()
        let server = try await NginxServer.started(files)
        let url = try HTTPURL("https://\(host):\(server[keyPath: port])\(path)")
        let request = HTTPRequest(
            .get, url, headers: ["X-Key": "s3cr3t"], deadline: .seconds(10), tls: try tls(files))
        return try await withClient { client in
            do throws(HTTPFault) {
                return .success(try await client.send(request))
            } catch {
                return .failure(error)
            }
        }
    }

    private func code(_ outcome: Result<HTTPResponse, HTTPFault>) -> HTTPFault.Code? {
        if case .failure(let fault) = outcome { fault.code } else { nil }
    }

    /// openssl's computation of the pin.
    private func pin(_ certificate: String) throws -> String {
        let openssl = try Executable.path("openssl", package: "openssl")
        let shell = """
            '\(openssl)' x509 -in '\(certificate)' -pubkey -noout | '\(openssl)' pkey -pubin -outform der \
            | '\(openssl)' dgst -sha256 -binary | '\(openssl)' base64
            """
        return try Executable.run("/bin/sh", ["-c", shell]).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    @Test(arguments: ["localhost", "127.0.0.1"])
    func ownAuthority(host: String) async throws {
        #expect(try await outcome(\.tlsPort, host: host) { HTTPTLS(caFile: $0.ca) }.get().status == 200)
    }

    @Test func strangerAuthorityIsRefused() async throws {
        #expect(code(try await outcome(\.tlsPort) { HTTPTLS(caFile: $0.otherCA) }) == .tlsVerification)
    }

    @Test func systemAuthoritiesDoNotTrustTheTestOne() async throws {
        #expect(code(try await outcome(\.tlsPort) { _ in HTTPTLS() }) == .tlsVerification)
    }

    @Test func wrongHostNameIsRefused() async throws {
        #expect(code(try await outcome(\.wrongHostPort) { HTTPTLS(caFile: $0.ca) }) == .tlsHostName)
    }

    @Test func pinIsTrustedWithoutAnAuthority() async throws {
        let response = try await outcome(\.tlsPort) { HTTPTLS(pin: HTTPPin(try pin($0.server))) }.get()
        #expect(response.status == 200)
        // The key says who it is: the name does not matter.
        #expect(try await outcome(\.wrongHostPort) { HTTPTLS(pin: HTTPPin(try pin($0.wrongHost))) }.get().status == 200)
    }

    @Test func otherPinIsRefused() async throws {
        let other: (TestCertificates) throws -> HTTPTLS = { HTTPTLS(pin: HTTPPin(try pin($0.client))) }
        #expect(code(try await outcome(\.tlsPort, other)) == .tlsPin)
        let both = try await outcome(\.tlsPort) { HTTPTLS(caFile: $0.ca, pin: HTTPPin(try pin($0.client))) }
        #expect(code(both) == .tlsPin)
        let stranger = try await outcome(\.tlsPort) { HTTPTLS(caFile: $0.otherCA, pin: HTTPPin(try pin($0.server))) }
        #expect(code(stranger) == .tlsVerification)
    }

    @Test func pinsAreWrittenInThreeWays() throws {
        let bytes = (0..<32).map { UInt8($0 * 7) }
        let pin = try #require(HTTPPin(sha256: bytes))
        let data = Data(bytes)
        #expect(pin.description == "sha256//" + data.base64EncodedString())
        #expect(HTTPPin(data.base64EncodedString()) == pin)
        #expect(HTTPPin(pin.description) == pin)
        #expect(HTTPPin(bytes.map { String(format: "%02X", $0) }.joined(separator: ":")) == pin)
        for text in ["", "sha256//", "sha256//AAAA", String(pin.description.dropLast()), "/etc/passwd"] {
            #expect(HTTPPin(text) == nil, "\(text)")
        }
    }

    @Test func clientCertificateIsShown() async throws {
        let shown = try await outcome(\.clientCertificatePort, path: "/client") {
            HTTPTLS(caFile: $0.ca, clientCertificate: $0.client, clientKey: $0.clientKey)
        }.get()
        #expect(shown.text == "CN=med")
        #expect(try await outcome(\.clientCertificatePort) { HTTPTLS(caFile: $0.ca) }.get().status == 400)
    }

    @Test func identitiesShareNoConnection() async throws {
        let files = try certificates.get()
        let server = try await NginxServer.started(files)
        let url = try HTTPURL("https://localhost:\(server.clientCertificatePort)/client")
        try await withClient { client in
            let tls = HTTPTLS(caFile: files.ca, clientCertificate: files.client, clientKey: files.clientKey)
            #expect(try await client.send(HTTPRequest(.get, url, tls: tls)).text == "CN=med")
            // The open connection of the authority that was trusted is none of who trusts another.
            let failure = try await fault {
                try await client.send(HTTPRequest(.get, url, tls: HTTPTLS(caFile: files.otherCA)))
            }
            #expect(failure.code == .tlsVerification)
            #expect(try await client.send(HTTPRequest(.get, url, tls: HTTPTLS(caFile: files.ca))).status == 400)
            #expect(try await client.send(HTTPRequest(.get, url, tls: tls)).text == "CN=med")
        }
    }

    @Test func unreadableFilesNeverLeadToAConnection() async throws {
        let directory = try TemporaryDirectory()
        let noPEM = try directory.write("not PEM\n", to: "ca.crt")
        let empty = try directory.write("", to: "empty.crt")
        let unreadable: [(TestCertificates) -> HTTPTLS] = [
            { HTTPTLS(caFile: $0.missing) }, { _ in HTTPTLS(caFile: noPEM) }, { _ in HTTPTLS(caFile: empty) },
            { HTTPTLS(caFile: $0.ca, clientCertificate: $0.missing, clientKey: $0.clientKey) },
            { HTTPTLS(caFile: $0.ca, clientCertificate: $0.client, clientKey: $0.missing) },
            { HTTPTLS(caFile: $0.ca, clientCertificate: $0.client, clientKey: $0.serverKey) },
        ]
        for tls in unreadable { #expect(code(try await outcome(\.tlsPort, tls)) == .tlsFile) }
    }

    @Test func httpsToAPlainServer() async throws {
        let peer = try HTTPPeer { _ in [.response()] }
        defer { peer.stop() }
        let failure = try await withClient { client in
            try await fault {
                try await client.send(
                    HTTPRequest(.get, HTTPURL("https://127.0.0.1:\(peer.port)/"), deadline: .milliseconds(500)))
            }
        }
        #expect([.tlsHandshake, .timedOut, .connectionLost].contains(failure.code))
        #expect(peer.requests.isEmpty)
    }
}
