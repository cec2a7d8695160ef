import Foundation
import MEDHTTP
import TestServers
import Testing

/// `wss://` trusts as `https` does.
@Suite(.timeLimit(.minutes(2)))
struct WebSocketTLSTests {
    private func outcome(_ path: String = "/echo", _ tls: (TestCertificates) throws -> HTTPTLS) async throws
        -> HTTPFault.Code?
    {
        let files = try certificates.get()
        let peer = try await WebSocketPeer.started(certificate: files.server, key: files.serverKey)
        let request = HTTPRequest(
            .get, try HTTPURL(peer.url(path, scheme: "https")), deadline: .seconds(20), tls: try tls(files))
        do {
            try await WebSocket.withConnection(request) { socket in
                let text = String(repeating: "TLS ", count: 200_000)
                try await socket.send(text)
                #expect(try await socket.receive() == .text(text))
                #expect(socket.opening.timings.tls != nil)
            }
            return nil
        } catch let fault as HTTPFault {
            return fault.code
        }
    }

    private func pin(_ certificate: String) throws -> HTTPPin? {
        let openssl = try Executable.path("openssl", package: "openssl")
        let shell = """
            '\(openssl)' x509 -in '\(certificate)' -pubkey -noout | '\(openssl)' pkey -pubin -outform der \
            | '\(openssl)' dgst -sha256 -binary | '\(openssl)' base64
            """
        let text = try Executable.run("/bin/sh", ["-c", shell])
        return HTTPPin(text.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    @Test func ownAuthority() async throws {
        #expect(try await outcome { HTTPTLS(caFile: $0.ca) } == nil)
    }

    @Test func strangerAuthorityIsRefused() async throws {
        #expect(try await outcome { HTTPTLS(caFile: $0.otherCA) } == .tlsVerification)
        #expect(try await outcome { _ in HTTPTLS() } == .tlsVerification)
        #expect(try await outcome { HTTPTLS(caFile: $0.missing) } == .tlsFile)
    }

    @Test func pinIsTrustedAndAnotherOneRefused() async throws {
        #expect(try await outcome { HTTPTLS(pin: try pin($0.server)) } == nil)
        #expect(try await outcome { HTTPTLS(pin: try pin($0.client)) } == .tlsPin)
    }

    @Test func plainServerBehindHTTPS() async throws {
        let peer = try await WebSocketPeer.started()
        let request = HTTPRequest(
            .get, try HTTPURL(peer.url("/echo", scheme: "https")), deadline: .milliseconds(500))
        let failure = try await fault { try await WebSocket.withConnection(request) { _ in } }
        #expect([.tlsHandshake, .timedOut, .connectionLost].contains(failure.code))
    }
}
