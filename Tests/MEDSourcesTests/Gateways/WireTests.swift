import MEDCore
import MEDHTTP
import MEDSources
import TestServers
import Testing

/// The very requests that go out, over real HTTP.
@Suite(.timeLimit(.minutes(1)))
struct WireTests {
    private let token = Secret("the-key-1234")

    private func gateway(_ kind: GatewayKind, _ client: HTTPClient, _ url: String) throws -> any Gateway {
        let base = try HTTPURL(url)
        return switch kind {
        case .v1: MyElectricalDataV1Gateway(client: client, baseURL: base, token: token)
        case .v2: MyElectricalDataV2Gateway(client: client, baseURL: base, token: token)
        case .consoAPI: ConsoAPIGateway(client: client, baseURL: base, token: token)
        }
    }

    private func withGateway<Value>(
        _ kind: GatewayKind, path: String = "", answer: @escaping @Sendable (HTTPPeer.Request) -> [HTTPPeer.Step],
        _ operation: (any Gateway, HTTPPeer) async throws -> Value
    ) async throws -> Value {
        let peer = try HTTPPeer(answer)
        let client = try HTTPClient()
        let result: Result<Value, any Error>
        do {
            result = .success(try await operation(try gateway(kind, client, peer.url(path)), peer))
        } catch {
            result = .failure(error)
        }
        await client.close()
        peer.stop()
        return try result.get()
    }

    private static func energy(_ gateway: GatewayKind) -> String {
        let point = "{\"value\":\"11776\",\"date\":\"2024-01-15\"}"
        return GatewayText.body(gateway, GatewayText.reading(unit: "Wh", points: [point]))
    }

    struct Question: CustomTestStringConvertible {
        let gateway: GatewayKind
        let kind: ReadingKind
        let direction: Direction
        let usesCache: Bool
        let target: String
        var testDescription: String { target }
    }

    private static let end = "start/2024-01-15/end/2024-01-22"
    private static let query = "start=2024-01-15&end=2024-01-22"
    private static let pdl = GatewayText.pdl
    static let questions: [Question] = [
        Question(
            gateway: .v1, kind: .loadCurve, direction: .consumption, usesCache: true,
            target: "/consumption_load_curve/\(pdl)/\(end)/cache/"),
        Question(
            gateway: .v1, kind: .loadCurve, direction: .production, usesCache: false,
            target: "/production_load_curve/\(pdl)/\(end)/"),
        Question(
            gateway: .v1, kind: .dailyEnergy, direction: .consumption, usesCache: true,
            target: "/daily_consumption/\(pdl)/\(end)/cache/"),
        Question(
            gateway: .v1, kind: .dailyEnergy, direction: .production, usesCache: false,
            target: "/daily_production/\(pdl)/\(end)/"),
        Question(
            gateway: .v1, kind: .maxPower, direction: .consumption, usesCache: true,
            target: "/daily_consumption_max_power/\(pdl)/\(end)/cache/"),
        Question(
            gateway: .v2, kind: .loadCurve, direction: .consumption, usesCache: true,
            target: "/api/enedis/consumption/detail/\(pdl)?\(query)&use_cache=true"),
        Question(
            gateway: .v2, kind: .loadCurve, direction: .production, usesCache: false,
            target: "/api/enedis/production/detail/\(pdl)?\(query)"),
        Question(
            gateway: .v2, kind: .dailyEnergy, direction: .consumption, usesCache: true,
            target: "/api/enedis/consumption/daily/\(pdl)?\(query)&use_cache=true"),
        Question(
            gateway: .v2, kind: .dailyEnergy, direction: .production, usesCache: false,
            target: "/api/enedis/production/daily/\(pdl)?\(query)"),
        Question(
            gateway: .v2, kind: .maxPower, direction: .consumption, usesCache: false,
            target: "/api/enedis/power/\(pdl)?\(query)"),
        Question(
            gateway: .consoAPI, kind: .loadCurve, direction: .consumption, usesCache: true,
            target: "/api/consumption_load_curve?prm=\(pdl)&\(query)"),
        Question(
            gateway: .consoAPI, kind: .loadCurve, direction: .production, usesCache: true,
            target: "/api/production_load_curve?prm=\(pdl)&\(query)"),
        Question(
            gateway: .consoAPI, kind: .dailyEnergy, direction: .consumption, usesCache: true,
            target: "/api/daily_consumption?prm=\(pdl)&\(query)"),
        Question(
            gateway: .consoAPI, kind: .dailyEnergy, direction: .production, usesCache: true,
            target: "/api/daily_production?prm=\(pdl)&\(query)"),
        Question(
            gateway: .consoAPI, kind: .maxPower, direction: .consumption, usesCache: true,
            target: "/api/consumption_max_power?prm=\(pdl)&\(query)"),
    ]

    @Test(arguments: questions)
    func requestLinesAndHeaders(question: Question) async throws {
        let request = try GatewayText.request(
            question.kind, question.direction, to: "2024-01-21", usesCache: question.usesCache)
        let empty = GatewayText.body(question.gateway, GatewayText.reading(unit: nil, points: []))
        let path = question.gateway == .v1 ? "" : "/api"
        let sent = try await withGateway(question.gateway, path: path, answer: { _ in [.response(200, empty)] }) {
            _ = try await $0.readings(request, at: GatewayText.now)
            return $1.requests
        }
        #expect(sent.count == 1)
        #expect(sent[0].lines[0] == "GET \(question.target) HTTP/1.1")
        #expect(sent[0].header("Authorization") == (question.gateway == .v1 ? "" : "Bearer ") + "the-key-1234")
        #expect(sent[0].header("Accept") == "application/json")
        #expect(sent[0].header("User-Agent")?.hasPrefix("swift-myelectricaldata/") == true)
        #expect(sent[0].header("call-service") == (question.gateway == .v1 ? "myelectricaldata" : nil))
        #expect((sent[0].header("version") != nil) == (question.gateway == .v1))
        #expect((sent[0].header("Content-Type") == "application/json") == (question.gateway == .v1))
    }

    @Test(arguments: [
        (GatewayKind.v1, "/contracts/\(pdl)", "/valid_access/\(pdl)"), (.v2, "/enedis/contract/\(pdl)", "/pdl"),
    ])
    func contractAndAccess(kind: GatewayKind, contract: String, access: String) async throws {
        let sent = try await withGateway(kind, answer: { _ in [.response(401, "{\"detail\":\"no\"}")] }) {
            gateway, peer in
            let pdl = try GatewayText.request().pdl
            let first = await #expect(throws: GatewayFault.self) {
                try await gateway.contract(of: pdl, at: GatewayText.now)
            }
            let second = await #expect(throws: GatewayFault.self) {
                try await gateway.access(to: pdl, at: GatewayText.now)
            }
            #expect(first?.kind == .permanent && second?.kind == .permanent)
            return peer.requests
        }
        #expect(sent.map(\.target) == [contract, access])
    }

    @Test(arguments: GatewayKind.allCases)
    func readingsComeBack(kind: GatewayKind) async throws {
        let readings = try await withGateway(kind, answer: { _ in [.response(200, Self.energy(kind))] }) { gateway, _ in
            try await gateway.readings(GatewayText.request(.dailyEnergy), at: GatewayText.now)
        }
        #expect(readings.readings(on: "2024-01-15")?.officialEnergy == Energy(wattHours: 11_776))
    }

    /// 21 November, 00:30 in France, is 20 November, 23:30 UTC: the end is the 21st, whatever was asked.
    @Test func endIsNeverAfterToday() async throws {
        let now = UTCInstant(utcYear: 2026, month: 11, day: 20, hour: 23, minute: 30)
        let empty = GatewayText.body(.v1, GatewayText.reading(unit: nil, points: []))
        let sent = try await withGateway(.v1, answer: { _ in [.response(200, empty)] }) { gateway, peer in
            for last in ["2026-11-19", "2026-11-20", "2026-11-21", "2027-01-01"] {
                let request = try GatewayText.request(.dailyEnergy, from: "2026-11-10", to: last, usesCache: false)
                _ = try await gateway.readings(request, at: now)
            }
            let future = try GatewayText.request(.dailyEnergy, from: "2026-11-21", to: "2026-11-22")
            let fault = await #expect(throws: GatewayFault.self) { try await gateway.readings(future, at: now) }
            #expect(fault?.kind == .endTooLate)
            return peer.requests
        }
        #expect(
            sent.map { $0.target.split(separator: "/").last } == [
                "2026-11-20", "2026-11-21", "2026-11-21", "2026-11-21",
            ])
    }

    /// FastAPI moves `/pdl` to `/pdl/`; elsewhere the key does not go.
    @Test func redirectionsWithinTheOriginOnly() async throws {
        let list = "{\"success\":true,\"data\":[{\"usage_point_id\":\"\(GatewayText.pdl)\",\"is_active\":true}]}"
        let other = try HTTPPeer { _ in [.response(200, list)] }
        let pdl = try GatewayText.request().pdl
        let sent = try await withGateway(
            .v2,
            answer: { request in
                request.target == "/pdl/" ? [.response(200, list)] : [.response(307, headers: ["Location: /pdl/"], "")]
            }
        ) { gateway, peer in
            let access = try await gateway.access(to: pdl, at: GatewayText.now)
            #expect(access.isValid)
            return peer.requests
        }
        #expect(sent.map(\.target) == ["/pdl", "/pdl/"])
        #expect(sent.allSatisfy { $0.header("Authorization") == "Bearer the-key-1234" })
        let elsewhere = other.url("/pdl")
        let fault = try await withGateway(
            .v2, answer: { _ in [.response(302, headers: ["Location: \(elsewhere)"], "")] }
        ) { gateway, _ in
            await #expect(throws: GatewayFault.self) { try await gateway.access(to: pdl, at: GatewayText.now) }
        }
        #expect(fault?.kind == .transient(retryAfter: nil))
        #expect(other.requests.isEmpty)
        let circle = try await withGateway(.v2, answer: { _ in [.response(307, headers: ["Location: /pdl"], "")] }) {
            gateway, peer in
            _ = await #expect(throws: GatewayFault.self) { try await gateway.access(to: pdl, at: GatewayText.now) }
            return peer.requests.count
        }
        #expect(circle == 3)
        other.stop()
    }

    /// The official hosts are for HTTPS and public addresses; what cannot be sent is for the household to mend.
    @Test func addressesAndKeysThatCannotBe() async throws {
        let client = try HTTPClient()
        let request = try GatewayText.request()
        let plain = MyElectricalDataV1Gateway(
            client: client, baseURL: try HTTPURL("http://myelectricaldata.fr"), token: token)
        let first = await #expect(throws: GatewayFault.self) {
            try await plain.readings(request, at: GatewayText.now)
        }
        #expect(first?.kind == .permanent)
        let broken = MyElectricalDataV1Gateway(
            client: client, baseURL: try HTTPURL("http://127.0.0.1:9"), token: Secret("two\nlines"))
        let second = await #expect(throws: GatewayFault.self) {
            try await broken.readings(request, at: GatewayText.now)
        }
        #expect(second?.kind == .permanent)
        #expect(second.map { "\($0)".contains("lines") } == false)
        await client.close()
    }

    @Test func nobodyAnswers() async throws {
        let peer = try HTTPPeer { _ in [.reset] }
        let url = peer.url()
        peer.stop()
        let client = try HTTPClient()
        let gateway = try gateway(.v1, client, url)
        let request = try GatewayText.request()
        let fault = await #expect(throws: GatewayFault.self) {
            try await gateway.readings(request, at: GatewayText.now)
        }
        #expect(fault?.kind == .transient(retryAfter: nil))
        await client.close()
    }
}
