import Glibc
import MEDHTTP
import TestServers
import Testing

/// Where requests, credentials and headers do not go.
@Suite(.timeLimit(.minutes(1)))
struct ProtectionTests {
    @Test(arguments: ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0x7f.1", "2130706433"])
    func loopbackIsNotPublic(host: String) async throws {
        let peer = try HTTPPeer { _ in [.response()] }
        defer { peer.stop() }
        try await withClient { client in
            let url = try HTTPURL("http://\(host):\(peer.port)/?k=s3cr3t")
            // Also after a request that is allowed there opened a connection.
            #expect(try await client.send(HTTPRequest(.get, url)).status == 200)
            let failure = try await fault { try await client.send(HTTPRequest(.get, url, addressPolicy: .publicOnly)) }
            #expect(failure.code == .addressRefused)
            #expect(!failure.isTransient)
            #expect(!"\(failure)".contains("s3cr3t"))
        }
        #expect(peer.requests.count == 1)
    }

    @Test(arguments: [
        "169.254.169.254", "0.0.0.0", "[::]", "[fe80::1]", "[::ffff:169.254.169.254]", "[64:ff9b::a9fe:a9fe]",
        "100.100.100.200", "[fd00:ec2::254]", "0", "[::ffff:0:0]",
    ])
    func someAddressesAreNeverConnectedTo(host: String) async throws {
        try await withClient { client in
            let failure = try await fault {
                try await client.send(HTTPRequest(.get, HTTPURL("http://\(host)/"), deadline: .seconds(5)))
            }
            #expect(failure.code == .addressRefused)
        }
    }

    @Test func redirectionIsAResponse() async throws {
        let peer = try HTTPPeer { _ in [.response(302, headers: ["Location: /login?token=s3cr3t"], "moved")] }
        defer { peer.stop() }
        let response = try await withClient { try await $0.send(peer.request()) }
        #expect(response.status == 302)
        #expect(!response.isSuccess)
        #expect(response.location?.path == "/login")
        #expect(response.location?.origin == response.url.origin)
        #expect(peer.requests.count == 1)
    }

    @Test func credentialsStayWithTheirOrigin() async throws {
        let other = try HTTPPeer { _ in [.response(200, headers: [], "other")] }
        defer { other.stop() }
        let target = other.url("/target")
        let peer = try HTTPPeer { request in
            request.target == "/same"
                ? [.response(200, headers: [], "same")]
                : [.response(307, headers: ["Location: \(request.target == "/a" ? "/same" : target)"])]
        }
        defer { peer.stop() }
        try await withClient { client in
            func send(_ path: String, _ authentication: (HTTPOrigin) -> HTTPAuthentication) async throws -> String {
                try await client.send(
                    peer.request(.get, path) {
                        $0.authentication = authentication($0.url.origin)
                        $0.headers = ["X-API-Key": "s3cr3t", "Cookie": "s3cr3t", "Accept": "text/plain"]
                        $0.redirects = .follow()
                    }
                ).text
            }
            #expect(try await send("/a") { .bearer("t0ken", for: $0) } == "same")
            #expect(try await send("/b") { .header("X-Token", "t0ken", for: $0) } == "other")
            #expect(peer.requests.map { $0.header("Authorization") } == ["Bearer t0ken", "Bearer t0ken", nil])
            #expect(peer.requests.map { $0.header("X-Token") } == [nil, nil, "t0ken"])
            let arrived = try #require(other.requests.first)
            #expect(!arrived.lines.contains { $0.contains("s3cr3t") || $0.contains("t0ken") })
            #expect(arrived.header("Accept") == "text/plain")

            let origin = try peer.request().url.origin
            let failure = try await fault {
                try await client.send(
                    other.request {
                        $0.authentication = .basic(user: "u", password: "s3cr3t", for: origin)
                    })
            }
            #expect(failure.code == .foreignCredentials)
            #expect(!"\(failure)".contains("s3cr3t"))
        }
        #expect(other.requests.count == 1)
    }

    @Test func basicCredentialsAlsoFromTheURL() async throws {
        let peer = try HTTPPeer { _ in [.response()] }
        defer { peer.stop() }
        try await withClient { client in
            _ = try await client.send(
                HTTPRequest(.get, HTTPURL("http://Aladdin:open%20sesame@127.0.0.1:\(peer.port)/")))
            _ = try await client.send(
                peer.request {
                    $0.authentication = .basic(user: "Aladdin", password: "open sesame", for: $0.url.origin)
                })
        }
        // RFC 7617's example.
        #expect(
            peer.requests.map { $0.header("Authorization") }
                == Array(repeating: "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", count: 2))
    }

    @Test(arguments: [(301, "GET"), (302, "GET"), (303, "GET"), (307, "POST"), (308, "POST")])
    func methodAfterARedirection(status: Int, method: String) async throws {
        let peer = try HTTPPeer { request in
            request.target == "/"
                ? [.response(status, headers: ["Location: next"])] : [.response(200, headers: [], "end")]
        }
        defer { peer.stop() }
        let response = try await withClient { client in
            try await client.send(
                peer.request(.post) {
                    $0.body = [1, 2, 3]
                    $0.redirects = .follow(upTo: 1)
                })
        }
        #expect(response.url.path == "/next")
        #expect(peer.requests.last?.method == method)
        #expect(peer.requests.last?.body == (method == "POST" ? [1, 2, 3] : []))
    }

    @Test func redirectionsEnd() async throws {
        let peer = try HTTPPeer { _ in [.response(302, headers: ["Location: /again"])] }
        defer { peer.stop() }
        let failure = try await withClient { client in
            try await fault { try await client.send(peer.request { $0.redirects = .follow(upTo: 3) }) }
        }
        #expect(failure.code == .redirectLimit)
        #expect(peer.requests.count == 4)
    }

    @Test func redirectionIsCheckedAgainstThePolicyToo() async throws {
        let peer = try HTTPPeer { _ in [.response(302, headers: ["Location: http://169.254.169.254/latest/meta-data"])]
        }
        defer { peer.stop() }
        let failure = try await withClient { client in
            try await fault { try await client.send(peer.request { $0.redirects = .follow() }) }
        }
        #expect(failure.code == .addressRefused)
    }

    @Test func environmentProxiesAreFollowedOnlyWhenAskedFor() async throws {
        let proxy = try HTTPPeer { _ in [.response(200, headers: [], "proxy")] }
        let peer = try HTTPPeer { _ in [.response(200, headers: [], "direct")] }
        defer {
            proxy.stop()
            peer.stop()
        }
        // Other tests of this process do not ask for it: they go on to work.
        setenv("http_proxy", proxy.url(), 1)
        defer { unsetenv("http_proxy") }
        #expect(try await withClient { try await $0.send(peer.request()).text } == "direct")
        let asked = HTTPConfiguration(usesEnvironmentProxies: true)
        #expect(try await withClient(asked) { try await $0.send(peer.request()).text } == "proxy")
        let failure = try await withClient(asked) { client in
            try await fault { try await client.send(peer.request { $0.addressPolicy = .publicOnly }) }
        }
        #expect(failure.code == .addressRefused)
    }
}
