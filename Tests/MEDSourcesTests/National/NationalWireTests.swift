import Foundation
import MEDCore
import MEDHTTP
import TestServers
import Testing

@testable import MEDSources

/// What goes over the wire to the gateways and to the public calendar, and what their statuses mean.
@Suite(.timeLimit(.minutes(1)))
struct NationalWireTests {
    let now: UTCInstant
    let asked: ClosedRange<Day>

    init() throws {
        now = try paris("2024-01-14 12:00")
        asked = try day("2024-01-13")...day("2024-01-15")
    }

    @Test func v1Tempo() async throws {
        let peer = try HTTPPeer { _ in [.response(200, #"{"2024-01-15":"red","2024-01-16":"blue"}"#)] }
        defer { peer.stop() }
        let answer = try await withHTTPClient { client in
            try await V1Tempo(client: client, base: HTTPURL(peer.url(""))).colors(of: asked, at: now)
        }
        #expect(answer.lines == ["2024-01-15 RED final"])
        let request = try #require(peer.requests.first)
        #expect(request.lines[0] == "GET /rte/tempo/2024-01-13/2024-01-16 HTTP/1.1")
        #expect(request.header("Authorization") == nil)
        #expect(request.header("Accept") == "application/json")
    }

    @Test func v1Ecowatt() async throws {
        let body = """
            {"2024-01-12":{"value":3,"detail":{"2024-01-13 00:00:00":3}},
            "2024-01-13":{"value":2,"detail":{"2024-01-14 00:00:00":0}}}
            """
        let peer = try HTTPPeer { _ in [.response(200, body)] }
        defer { peer.stop() }
        let answer = try await withHTTPClient { client in
            try await V1Ecowatt(client: client, base: HTTPURL(peer.url("/"))).signals(at: now)
        }
        #expect(peer.requests.map(\.target) == ["/rte/ecowatt/2024-01-13/2024-01-18"])
        #expect(answer.days.map(\.day.description) == ["2024-01-14"])
        #expect(answer.days.first?.hours.first == 0)
    }

    @Test func v2TempoAndEcowatt() async throws {
        let peer = try HTTPPeer { request in
            request.target.contains("tempo")
                ? [.response(200, #"{"success":true,"data":[{"date":"2024-01-14","color":"WHITE"}]}"#)]
                : [
                    .response(
                        200, #"{"success":true,"data":[{"periode":"2024-01-14T00:00:00","dvalue":2,"values":[]}]}"#)
                ]
        }
        defer { peer.stop() }
        try await withHTTPClient { client in
            let base = try HTTPURL(peer.url("/api"))
            let tempo = try await V2Tempo(client: client, base: base).colors(of: asked, at: now)
            #expect(tempo.lines == ["2024-01-14 WHITE final"])
            let ecowatt = try await V2Ecowatt(client: client, base: base, token: Secret("s3cret")).signals(at: now)
            #expect(ecowatt.days.map(\.level) == [2])
        }
        #expect(
            peer.requests.map(\.target) == [
                "/api/tempo/days?start_date=2024-01-12&end_date=2024-01-16", "/api/ecowatt/forecast?days=4",
            ])
        #expect(peer.requests.map { $0.header("Authorization") } == [nil, "Bearer s3cret"])
    }

    @Test func publicCalendar() async throws {
        let peer = try HTTPPeer { _ in [.response(200, #"[{"dateJour":"2024-01-15","codeJour":0}]"#)] }
        defer { peer.stop() }
        try await withHTTPClient { client in
            let source = try PublicTempoCalendar(client: client, base: HTTPURL(peer.url("/api")))
            #expect(try await source.colors(of: asked, at: now).lines == ["2024-01-15 ?"])
            _ = try await source.colors(of: day("2023-09-01")...day("2024-08-31"), at: now)
        }
        #expect(
            peer.requests.map { $0.target.removingPercentEncoding } == [
                "/api/joursTempo?dateJour[]=2024-01-13&dateJour[]=2024-01-14&dateJour[]=2024-01-15",
                "/api/joursTempo?periode[]=2023-2024",
            ])
        #expect(peer.requests.allSatisfy { !$0.target.contains("[") })
    }

    @Test(arguments: [
        (
            429, ["Retry-After: 600"],
            GatewayFault.Class.waitUntil(UTCInstant(utcYear: 2024, month: 1, day: 14, hour: 11, minute: 10))
        ),
        (429, [], .waitUntil(nil)), (509, [], .waitUntil(nil)), (409, [], .waitUntil(nil)),
        (401, [], .permanent), (403, [], .permanent), (400, [], .permanent), (404, [], .noData),
        (408, [], .transient(retryAfter: nil)), (500, [], .transient(retryAfter: nil)),
        (503, ["Retry-After: 30"], .transient(retryAfter: .seconds(30))),
        (302, ["Location: /login"], .transient(retryAfter: nil)),
        (200, [], .transient(retryAfter: nil)),
    ])
    func statuses(status: Int, headers: [String], kind: GatewayFault.Class) async throws {
        let peer = try HTTPPeer { _ in [.response(status, headers: headers, "<html>")] }
        defer { peer.stop() }
        let fault = try await withHTTPClient { client in
            try await gatewayFault {
                try await V1Tempo(client: client, base: HTTPURL(peer.url(""))).colors(of: asked, at: now)
            }
        }
        #expect(fault.kind == kind)
        #expect(!fault.message.french.isEmpty && !fault.message.english.isEmpty)
        #expect(peer.requests.count == 1)
    }

    @Test func nobodyListens() async throws {
        let peer = try HTTPPeer { _ in [.reset] }
        defer { peer.stop() }
        let fault = try await withHTTPClient { client in
            try await gatewayFault {
                try await V1Tempo(client: client, base: HTTPURL(peer.url(""))).colors(of: asked, at: now)
            }
        }
        #expect(fault.kind == .transient(retryAfter: nil))
    }
}
