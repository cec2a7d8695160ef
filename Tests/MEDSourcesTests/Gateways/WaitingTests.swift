import MEDCore
import MEDHTTP
import MEDSources
import Testing

/// How long throttles and quotas ask to wait. The instants are worked out by hand.
@Suite(.timeLimit(.minutes(1)))
struct WaitingTests {
    private static let now = UTCInstant(utcYear: 2026, month: 7, day: 17, hour: 3)

    private func wait(_ body: String, status: Int = 429, headers: HTTPHeaders = [:]) throws -> GatewayFault.Class {
        let answer = GatewayText.answer(.v1, body, status: status, headers: headers)
        let request = try GatewayText.request()
        return try #require(throws: GatewayFault.self) { try answer.readings(for: request, at: Self.now) }.kind
    }

    private func throttled(_ member: String = "") -> String {
        """
        {"code":"900804","message":"Message throttled out","description":"You have exceeded your quota. You can access API \
        after 2026-Jul-17 05:00:00+0000 UTC"\(member)}
        """
    }

    @Test func nextAccessTime() throws {
        let five = UTCInstant(utcYear: 2026, month: 7, day: 17, hour: 5)
        #expect(try wait(throttled()) == .waitUntil(five))
        let member = ",\"nextAccessTime\":\"2026-Jul-17 06:30:00+0000 UTC\""
        #expect(try wait(throttled(member)) == .waitUntil(five.advanced(bySeconds: 5_400)))
        #expect(try wait("{}", headers: ["nextAccessTime": "2026-Jul-17 05:00:00+0000 UTC"]) == .waitUntil(five))
        #expect(try wait("{\"fault\":\(throttled())}") == .waitUntil(five))
        let xml =
            "<ams:fault><ams:code>900804</ams:code><ams:description>after 2026-Jul-17 05:00:00+0000 UTC</ams:description>"
        #expect(try wait(xml, status: 503) == .waitUntil(five))
    }

    @Test func formsOfInstants() throws {
        let body = { (text: String) in "{\"detail\":\"quota\",\"quota_reset_at\":\"\(text)\"}" }
        // French summer time is two hours ahead; a fraction counts as the next second.
        let midnight = UTCInstant(utcYear: 2026, month: 7, day: 17, hour: 22)
        #expect(try wait(body("2026-07-17T23:59:59.999999"), status: 409) == .waitUntil(midnight))
        #expect(try wait(body("2026-07-18T00:00:00+02:00"), status: 409) == .waitUntil(midnight))
        #expect(try wait(body("2026-07-17T22:00:00Z"), status: 409) == .waitUntil(midnight))
        #expect(try wait(body("2026-07-17T17:00:00-0500"), status: 409) == .waitUntil(midnight))
        #expect(try wait(body("soon"), status: 409) == .waitUntil(nil))
        #expect(try wait(body("2026-13-40T99:00:00"), status: 409) == .waitUntil(nil))
    }

    @Test func retryAfter() throws {
        #expect(try wait("{}", headers: ["Retry-After": "120"]) == .waitUntil(Self.now.advanced(bySeconds: 120)))
        #expect(
            try wait("", headers: ["Retry-After": "Fri, 17 Jul 2026 03:10:00 GMT"])
                == .waitUntil(Self.now.advanced(bySeconds: 600)))
        #expect(try wait("", status: 503, headers: ["Retry-After": "90"]) == .transient(retryAfter: .seconds(90)))
        #expect(try wait("{\"retry_after\":300}") == .waitUntil(Self.now.advanced(bySeconds: 300)))
        #expect(try wait("") == .waitUntil(nil))
    }

    /// A clock that is wrong, or a server that wants a household gone.
    @Test func absurdInstantsAreBounded() throws {
        let longest = GatewayFault.Class.waitUntil(Self.now.advanced(bySeconds: 2 * 86_400))
        #expect(try wait("{}", headers: ["Retry-After": "99999999999999999999"]) == longest)
        #expect(try wait("{\"nextAccessTime\":\"9999-Dec-31 23:59:59+0000 UTC\"}") == longest)
        #expect(
            try wait("{\"nextAccessTime\":\"1999-Dec-31 23:59:59+0000 UTC\"}")
                == .waitUntil(Self.now.advanced(bySeconds: 60)))
        #expect(
            try wait("", status: 500, headers: ["Retry-After": "99999999999999999999"])
                == .transient(retryAfter: .seconds(2 * 86_400)))
    }
}
