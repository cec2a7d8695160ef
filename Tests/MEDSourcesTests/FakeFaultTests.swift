import MEDHTTP
import TestServers
import Testing

/// That the local gateways fail when they are told to, once and in order.
@Suite(.timeLimit(.minutes(1)))
struct FakeFaultTests {
    private let pdl = FakeGatewayTests.pdl
    private let gateway: FakeGateway
    private let probe: FakeGatewayProbe

    init() throws {
        let clock = FakeClock(paris: "2025-04-10", hour: 9)
        let enedis = FakeEnedis(seed: 3)
        enedis.add(pdl)
        gateway = try FakeGateway(enedis: enedis, dialect: .conso, token: "t", now: { clock.now })
        probe = try FakeGatewayProbe("Bearer t")
    }

    private func ask(_ kind: FakeCall.Kind = .curve) async throws -> FakeGatewayProbe.Answer {
        try await probe.get(gateway.url + FakeGatewayProbe.path(.conso, kind, pdl, "2025-04-01", "2025-04-03"))
    }

    @Test func scriptIsFollowedInOrder() async throws {
        gateway.inject(.http500, times: 2)
        gateway.inject(.http503(retryAfter: 120)) { $0.kind == .daily }
        #expect(try await ask().status == 500)
        #expect(try await ask().status == 500)
        #expect(try await ask().status == 200)
        let unavailable = try await ask(.daily)
        #expect(unavailable.status == 503 && unavailable.headers["Retry-After"] == "120")
        #expect(try await ask(.daily).status == 200)
        #expect(gateway.calls.map(\.fault) == ["http500", "http500", nil, "http503", nil])
        #expect(gateway.log.faultsLeft == 0)
    }

    @Test func bodies() async throws {
        gateway.inject(.brokenJSON)
        gateway.inject(.htmlPage)
        gateway.inject(.emptyBody200)
        gateway.inject(.http500EmptyBody)
        let broken = try await ask()
        #expect(broken.status == 200 && broken.text.hasPrefix("{\"usage_point_id\"") && broken.json.isEmpty)
        let html = try await ask()
        #expect(html.status == 200 && html.text.hasPrefix("<!DOCTYPE"))
        let empty = try await ask()
        #expect(empty.status == 200 && empty.text.isEmpty)
        let failed = try await ask()
        #expect(failed.status == 500 && failed.text.isEmpty)
    }

    @Test func connections() async throws {
        #expect(try await ask().status == 200)
        for fault in [FakeFault.reset, .truncated] {
            gateway.inject(fault)
            await #expect(throws: HTTPFault.self, "\(fault)") { try await ask() }
            #expect(gateway.calls.last?.fault == fault.name)
        }
        #expect(gateway.calls.count == 3)
        gateway.inject(.slow(milliseconds: 50))
        let start = ContinuousClock.now
        #expect(try await ask().status == 200)
        #expect(ContinuousClock.now - start >= .milliseconds(50))
    }

    @Test func dataThatIsIncompleteOrMislabelled() async throws {
        let whole = try await ask()
        gateway.inject(.partialData)
        let half = try await ask()
        print("points of 96 with half of them hidden: \(half.points.count)")
        #expect((20..<76).contains(half.points.count) && Set(half.dates).isSubset(of: whole.dates))
        gateway.inject(.wrongUnit)
        let mislabelled = try await ask(.daily)
        #expect((mislabelled.reading["reading_type"] as? [String: Any])?["unit"] as? String == "kWh")
        #expect(try await ask().values == whole.values)
    }

    @Test func errorsOfEnedisInEveryDialect() async throws {
        let clock = FakeClock(paris: "2025-04-10", hour: 9)
        let enedis = FakeEnedis()
        enedis.add(pdl)
        for dialect in FakeDialect.allCases {
            let gateway = try FakeGateway(enedis: enedis, dialect: dialect, token: "t", now: { clock.now })
            let probe = try FakeGatewayProbe(dialect == .v1 ? "t" : "Bearer t")
            let url = gateway.url + FakeGatewayProbe.path(dialect, .daily, pdl, "2025-04-01", "2025-04-03")
            for error in FakeEnedisError.all {
                gateway.inject(.enedis(error))
                let answer = try await probe.get(url)
                #expect(answer.status == (dialect == .v2 ? 200 : error.status), "\(dialect) \(error.code)")
                #expect(!answer.json.isEmpty, "\(dialect) \(error.code)")
                #expect(gateway.calls.last?.fault == "enedis \(error.code)")
            }
            gateway.inject(.http429(nextAccess: FakeClock.instant(paris: "2025-07-17", hour: 7)))
            let throttled = try await probe.get(url)
            #expect(throttled.text.contains(dialect == .v2 ? "429 Too Many Requests" : "2025-Jul-17 05:00:00+0000 UTC"))
            gateway.inject(.quotaReached)
            #expect(try await probe.get(url).status == [.v1: 409, .v2: 200, .conso: 429][dialect])
            #expect(try await probe.get(url).points.count == 2)
        }
    }

    @Test func manyCallsAtTheSameTime() async throws {
        gateway.inject(.http500, times: 10)
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<40 { group.addTask { try await ask(.daily).status } }
            return try await group.reduce(into: [Int: Int]()) { $0[$1, default: 0] += 1 }
        }
        #expect(statuses == [500: 10, 200: 30])
        #expect(gateway.calls.map(\.number) == Array(0..<40))
        #expect(gateway.calls.allSatisfy { $0.status != nil })
    }
}
