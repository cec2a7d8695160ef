import Foundation
import MEDCore
import MEDHTTP
import Synchronization
import TestServers
import Testing

@testable import MEDSources

/// RTE over real HTTP: the token's life, the questions, the refusals.
@Suite(.timeLimit(.minutes(1)))
struct RTETests {
    static let secret = "Zq9-secret-8fK"
    let now: UTCInstant

    init() throws {
        now = try paris("2024-01-14 12:00")
    }

    /// A server that hands out tokens `t0`, `t1` … and answers calls as told.
    private func peer(
        token: @escaping @Sendable (Int) -> [HTTPPeer.Step] = {
            [.response(200, #"{"access_token":"t\#($0)","token_type":"Bearer","expires_in":7200}"#)]
        },
        _ answer: @escaping @Sendable (HTTPPeer.Request) -> [HTTPPeer.Step]
    ) throws -> HTTPPeer {
        let count = Mutex(0)
        return try HTTPPeer { request in
            guard request.target == "/token/oauth/" else { return answer(request) }
            let number = count.withLock { count in
                defer { count += 1 }
                return count
            }
            return token(number)
        }
    }

    private func withRTE<Value: Sendable>(
        _ peer: HTTPPeer, _ operation: (RTEAuthorization, RTETempo, RTEEcowatt) async throws -> Value
    ) async throws -> Value {
        try await withHTTPClient { client in
            let server = try HTTPURL(peer.url(""))
            let authorization = RTEAuthorization(
                clientID: "id", clientSecret: Secret(Self.secret), client: client, server: server)
            return try await operation(
                authorization, RTETempo(authorization: authorization, client: client, server: server),
                RTEEcowatt(authorization: authorization, client: client, server: server))
        }
    }

    @Test func aTokenServesUntilShortlyBeforeItsEnd() async throws {
        let peer = try peer { _ in [.response(200, #"{"signals":[]}"#)] }
        defer { peer.stop() }
        try await withRTE(peer) { _, _, ecowatt in
            for seconds in [0, 900, 7_079, 7_080, 7_081] {
                _ = try await ecowatt.signals(at: now.advanced(bySeconds: seconds))
            }
        }
        let tokens = peer.requests.filter { $0.method == "POST" }
        #expect(tokens.count == 2)
        let request = try #require(tokens.first)
        let basic = Data("id:\(Self.secret)".utf8).base64EncodedString()
        #expect(request.header("Authorization") == "Basic \(basic)")
        #expect(request.header("Content-Type") == "application/x-www-form-urlencoded")
        #expect(String(decoding: request.body, as: UTF8.self) == "grant_type=client_credentials")
        let calls = peer.requests.filter { $0.method == "GET" }
        #expect(Set(calls.map(\.target)) == ["/open_api/ecowatt/v5/signals"])
        #expect(
            calls.map { $0.header("Authorization") } == [
                "Bearer t0", "Bearer t0", "Bearer t0", "Bearer t1", "Bearer t1",
            ])
    }

    @Test func oneRequestGetsTheTokenForAll() async throws {
        let peer = try peer(token: { number in
            [.pause(.milliseconds(100)), .response(200, #"{"access_token":"t\#(number)","expires_in":7200}"#)]
        }) { _ in [.response(200, #"{"signals":[]}"#)] }
        defer { peer.stop() }
        try await withRTE(peer) { authorization, _, _ in
            try await withThrowingTaskGroup(of: Secret.self) { group in
                for _ in 0..<20 { group.addTask { try await authorization.token(at: now) } }
                for try await token in group { #expect(token.reveal() == "t0") }
            }
        }
        #expect(peer.requests.count == 1)
    }

    @Test func aRefusedTokenIsRenewedOnce() async throws {
        let peer = try peer { request in
            request.header("Authorization") == "Bearer t1" ? [.response(200, #"{"signals":[]}"#)] : [.response(401)]
        }
        defer { peer.stop() }
        try await withRTE(peer) { _, _, ecowatt in
            #expect(try await ecowatt.signals(at: now) == EcowattAnswer(days: []))
            _ = try await ecowatt.signals(at: now)
        }
        #expect(peer.requests.map(\.method) == ["POST", "GET", "POST", "GET", "GET"])

        let refusing = try self.peer { _ in [.response(401)] }
        defer { refusing.stop() }
        let fault = try await withRTE(refusing) { _, _, ecowatt in
            try await gatewayFault { try await ecowatt.signals(at: now) }
        }
        #expect(fault.kind == .permanent)
        #expect(refusing.requests.map(\.method) == ["POST", "GET", "POST", "GET"])
    }

    @Test(arguments: [
        (400, #"{"error":"invalid_client","error_description":"Zq9-secret-8fK"}"#, GatewayFault.Class.permanent),
        (401, "Zq9-secret-8fK", .permanent), (403, "", .permanent), (429, "", .waitUntil(nil)),
        (500, #"{"error":"Zq9-secret-8fK"}"#, .transient(retryAfter: nil)),
        (200, "<html>", .transient(retryAfter: nil)),
        (200, #"{"access_token":""}"#, .transient(retryAfter: nil)),
    ])
    func noToken(status: Int, body: String, kind: GatewayFault.Class) async throws {
        let peer = try peer(token: { _ in [.response(status, body)] }) { _ in [.response(200, "{}")] }
        defer { peer.stop() }
        try await withRTE(peer) { authorization, _, ecowatt in
            let fault = try await gatewayFault { try await ecowatt.signals(at: now) }
            #expect(fault.kind == kind)
            let shown = "\(fault) \(fault.message) \(fault.code) \(authorization)"
            #expect(!shown.contains(Self.secret))
        }
        #expect(peer.requests.map(\.method) == ["POST"])
    }

    @Test func aTokenWithoutALengthServesOneCall() async throws {
        let peer = try peer(token: { [.response(200, #"{"access_token":"t\#($0)"}"#)] }) { _ in
            [.response(200, #"{"signals":[]}"#)]
        }
        defer { peer.stop() }
        try await withRTE(peer) { _, _, ecowatt in
            _ = try await ecowatt.signals(at: now)
            _ = try await ecowatt.signals(at: now)
        }
        #expect(peer.requests.map(\.method) == ["POST", "GET", "POST", "GET"])
    }

    /// The offsets are those of each day, the end is the midnight after the last day and never after that of tomorrow.
    @Test func tempoQuestions() async throws {
        let peer = try peer { _ in
            [
                .response(
                    200,
                    """
                    {"tempo_like_calendars":{"values":[{"start_date":"2024-01-15T00:00:00+01:00","value":"RED",
                    "updated_date":"2024-01-14T10:20:00+01:00"},{"start_date":"2024-01-16T00:00:00+01:00","value":"RED"}]}}
                    """)
            ]
        }
        defer { peer.stop() }
        try await withRTE(peer) { _, tempo, _ in
            let answer = try await tempo.colors(of: day("2023-10-29")...day("2024-01-20"), at: now)
            #expect(answer.lines == ["2024-01-15 RED final"])
            _ = try await tempo.colors(of: day("2023-03-26")...day("2023-07-14"), at: now)
            _ = try await tempo.colors(of: day("2014-08-01")...day("2014-09-02"), at: now)
            // Nothing to ask: before all colours, and after tomorrow.
            #expect(try await tempo.colors(of: day("2014-01-01")...day("2014-08-31"), at: now).days.isEmpty)
            #expect(try await tempo.colors(of: day("2024-01-16")...day("2024-01-18"), at: now).days.isEmpty)
        }
        let path = "/open_api/tempo_like_supply_contract/v1/tempo_like_calendars"
        let targets = peer.requests.filter { $0.method == "GET" }.map { $0.target.removingPercentEncoding }
        #expect(
            targets == [
                path + "?start_date=2023-10-29T00:00:00+02:00&end_date=2024-01-16T00:00:00+01:00",
                path + "?start_date=2023-03-26T00:00:00+01:00&end_date=2023-07-15T00:00:00+02:00",
                path + "?start_date=2014-09-01T00:00:00+02:00&end_date=2014-09-03T00:00:00+02:00",
            ])
        // A plus that is not encoded would be a space.
        #expect(peer.requests.allSatisfy { !$0.target.contains("+") })
    }

    @Test(arguments: [
        ("TMPLIKSUPCON_TMPLIKCAL_F03", GatewayFault.Class.rangeTooLong), ("TMPLIKSUPCON_TMPLIKCAL_F04", .endTooLate),
        ("TMPLIKSUPCON_TMPLIKCAL_F06", .permanent),
    ])
    func codes(code: String, kind: GatewayFault.Class) async throws {
        let peer = try peer { _ in [.response(400, #"{"error":"\#(code)","error_description":"…"}"#)] }
        defer { peer.stop() }
        let fault = try await withRTE(peer) { _, tempo, _ in
            try await gatewayFault { try await tempo.colors(of: day("2024-01-14")...day("2024-01-15"), at: now) }
        }
        #expect(fault.kind == kind)
        #expect(fault.code == code)
    }
}
