import Foundation
import MEDHTTP
import TestServers
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ExchangeTests {
    @Test(arguments: [HTTPMethod.get, .post, .put, .patch, .delete, .options])
    func methodsAndBodies(method: HTTPMethod) async throws {
        let peer = try HTTPPeer {
            [.response(headers: ["X-Method: \($0.method)"], String(decoding: $0.body, as: UTF8.self))]
        }
        defer { peer.stop() }
        let body = method == .get ? "" : "{\"é\":1}"
        let response = try await withClient { client in
            try await client.send(
                peer.request(method, "/a?b=c") {
                    $0.body = Array(body.utf8)
                    $0.headers = ["Content-Type": "application/json", "X-Empty": ""]
                })
        }
        #expect(response.status == 200)
        #expect(response.headers["x-method"] == method.rawValue)
        #expect(response.text == body)
        #expect(response.remoteAddress == "127.0.0.1")
        #expect(response.version == .http1_1)
        let request = try #require(peer.requests.first)
        #expect(request.lines[0] == "\(method.rawValue) /a?b=c HTTP/1.1")
        #expect(request.header("Content-Type") == "application/json")
        #expect(request.header("X-Empty") == "")
        #expect(request.header("Expect") == nil)
        #expect(request.header("User-Agent") == "swift-myelectricaldata")
        #expect(request.header("Accept-Encoding") == "gzip, deflate")
    }

    @Test func headHasNoBody() async throws {
        let peer = try HTTPPeer { _ in [.text("HTTP/1.1 405 No\r\nContent-Length: 5000\r\n\r\n")] }
        defer { peer.stop() }
        let response = try await withClient { try await $0.send(peer.request(.head) { $0.bodyLimit = 10 }) }
        #expect(response.status == 405)
        #expect(response.body.isEmpty)
    }

    @Test func postWithoutABodyAndWithoutAContentType() async throws {
        let peer = try HTTPPeer { _ in [.response()] }
        defer { peer.stop() }
        let response = try await withClient { try await $0.send(peer.request(.post)) }
        #expect(response.status == 200)
        #expect(peer.requests.first?.header("Content-Length") == "0")
        #expect(peer.requests.first?.header("Content-Type") == nil)
    }

    @Test func largeBodiesBothWays() async throws {
        let peer = try HTTPPeer { [.response(200, headers: [], bytes: $0.body)] }
        defer { peer.stop() }
        let body = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
        let response = try await withClient { try await $0.send(peer.request(.post) { $0.body = body }) }
        #expect(response.body == body)
    }

    @Test func statusIsNoFaultAndFieldsMayRepeat() async throws {
        let peer = try HTTPPeer { _ in
            [.response(503, headers: ["Set-Cookie: a=1", "set-cookie:  b=2 ", "Retry-After: 7"], "busy")]
        }
        defer { peer.stop() }
        let response = try await withClient { try await $0.send(peer.request()) }
        #expect(response.status == 503)
        #expect(!response.isSuccess)
        #expect(response.headers.values("SET-COOKIE") == ["a=1", "b=2"])
        #expect(response.retryAfter(now: 0) == .seconds(7))
        #expect(response.text == "busy")
    }

    @Test func informationalResponsesAndTrailersAreNotTheHead() async throws {
        let peer = try HTTPPeer { _ in
            [
                .text("HTTP/1.1 103 Early\r\nX-Early: 1\r\n\r\n"),
                .text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX-Trailer: 1\r\n\r\n"),
            ]
        }
        defer { peer.stop() }
        let response = try await withClient { try await $0.send(peer.request()) }
        #expect(response.text == "abc")
        #expect(response.headers["X-Early"] == nil)
        #expect(response.headers["X-Trailer"] == nil)
    }

    @Test(arguments: ["gzip", "deflate"])
    func compressedBodies(encoding: String) async throws {
        let script = """
            import sys, zlib
            packer = zlib.compressobj(wbits=31 if sys.argv[1] == "gzip" else 15)
            sys.stdout.write((packer.compress(b"0123456789" * 1000) + packer.flush()).hex())
            """
        let hex = try Executable.run(try Executable.path("python3", package: "python3"), ["-c", script, encoding])
        let digits = hex.compactMap(\.hexDigitValue)
        let bytes = stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
        let peer = try HTTPPeer { _ in [.response(200, headers: ["Content-Encoding: \(encoding)"], bytes: bytes)] }
        defer { peer.stop() }
        try await withClient { client in
            #expect(try await client.send(peer.request()).text == String(repeating: "0123456789", count: 1000))
            // The limit counts what comes out: a small file may hold a large one.
            let failure = try await fault { try await client.send(peer.request { $0.bodyLimit = 9999 }) }
            #expect(failure.code == .bodyTooLarge)
        }
    }

    @Test func http2OverTLSAndHTTP1WithoutIt() async throws {
        let files = try certificates.get()
        let server = try await NginxServer.started(files)
        try await withClient { client in
            let url = try HTTPURL("https://localhost:\(server.tlsPort)/protocol")
            let response = try await client.send(HTTPRequest(.get, url, tls: HTTPTLS(caFile: files.ca)))
            #expect(response.text == "HTTP/2.0")
            #expect(response.version == .http2)
            #expect(response.timings.tls ?? .zero > .zero)
            let plain = try await client.send(HTTPRequest(.get, HTTPURL("http://localhost:\(server.port)/protocol")))
            #expect(plain.text == "HTTP/1.1")
            #expect(plain.timings.tls == nil)
            let big = try await client.send(HTTPRequest(.get, HTTPURL("http://localhost:\(server.port)/big")))
            #expect(big.headers["Content-Encoding"] == "gzip")
            #expect(big.body.count == 200_000)
        }
        try await withClient(HTTPConfiguration(allowsHTTP2: false)) { client in
            let url = try HTTPURL("https://localhost:\(server.tlsPort)/protocol")
            let response = try await client.send(HTTPRequest(.get, url, tls: HTTPTLS(caFile: files.ca)))
            #expect(response.text == "HTTP/1.1")
        }
    }

    @Test func headersThatWouldEndALineAreRefused() async throws {
        let peer = try HTTPPeer { _ in [.response()] }
        defer { peer.stop() }
        try await withClient { client in
            for headers: HTTPHeaders in [
                ["X": "a\r\nY: b"], ["X\r\nY": "a"], ["": "a"], ["X": "a\nb"], ["X Y": "a"], ["X": "a\0b"],
                ["Host": "other"], ["Content-Length": "5"], ["transfer-encoding": "chunked"],
            ] {
                let failure = try await fault { try await client.send(peer.request { $0.headers = headers }) }
                #expect(failure.code == .invalidRequest)
            }
            let failure = try await fault {
                try await client.send(
                    peer.request { $0.authentication = .bearer("s3cr3t\r\nX: y", for: $0.url.origin) })
            }
            #expect(failure.code == .invalidRequest)
            #expect(!"\(failure)".contains("s3cr3t"))
        }
        #expect(peer.connections == 0)
    }
}
