import MEDCore
import MEDHTTP
import MEDSources
import TestServers
import Testing

/// A server may echo what it was sent: the key shows nowhere.
@Suite(.timeLimit(.minutes(1)))
struct SecrecyTests {
    private let token = "S3cret-Key/of+the=Household"

    private func everything(_ value: Any) -> String {
        var text = "\(value) \(String(reflecting: value))"
        dump(value, to: &text)
        return text
    }

    @Test func echoedInErrors() throws {
        let bodies = [
            "{\"detail\":\"Token \(token) unknown\"}", "{\"error\":\"\(token)\"}",
            "{\"success\":false,\"error\":{\"code\":\"\(token)\",\"message\":\"Bearer \(token)\"}}",
            "{\"detail\":[\"a\",{\"msg\":\"\(token)\"}]}", token, "\"\(token)\"",
        ]
        for body in bodies {
            for status in [200, 401, 409, 429, 500] {
                let fault = try GatewayText.fault(.v1, body, status: status, token: token)
                #expect(!everything(fault).contains("S3cret"), "\(status)")
                #expect(!everything(GatewayText.answer(.v1, body, token: token)).contains("S3cret"))
            }
        }
    }

    /// Parts of a key, keys of others, meters.
    @Test func whatLooksLikeAKey() throws {
        let key = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"
        let fault = try GatewayText.fault(.v1, "{\"detail\":\"\(key) of 12345678901234\"}", status: 500, token: token)
        #expect(!everything(fault).contains(key.prefix(24)))
        #expect(!everything(fault).contains("12345678901234"))
        #expect(fault.message.english.contains("…1234"))
        // A key so short that it cannot be told from words: the words are left out.
        let short = try GatewayText.fault(.v1, "{\"detail\":\"key abc\"}", status: 500, token: "abc")
        #expect(!short.message.english.contains("Answer"))
    }

    @Test func echoedInValues() throws {
        let points = [
            GatewayText.point("\"\(token)\"", "2024-01-15 00:30:00"), GatewayText.point("\"1\"", token),
            "{\"value\":\"1\",\"date\":\"2024-01-15 00:30:00\",\"interval_length\":\"\(token)\"}",
        ]
        let body = GatewayText.body(.v1, GatewayText.reading(unit: "W", points: points))
        let readings = try GatewayText.answer(.v1, body, token: token)
            .readings(for: GatewayText.request(), at: GatewayText.now)
        #expect(readings.issues.count == 3)
        #expect(!everything(readings).contains("S3cret"))
        let unit = GatewayText.body(.v1, GatewayText.reading(unit: token, points: points))
        #expect(!everything(try GatewayText.fault(.v1, unit, token: token)).contains("S3cret"))
        let contract = "{\"customer\":{\"usage_points\":[{\"contracts\":{\"offpeak_hours\":\"\(token)\"}}]}}"
        let read = try GatewayText.answer(.v1, contract, token: token)
            .contract(of: GatewayText.request().pdl, at: GatewayText.now)
        #expect(!everything(read).contains("S3cret"))
        let access = "{\"valid\":true,\"information\":\"\(token)\"}"
        let told = try GatewayText.answer(.v1, access, token: token)
            .access(to: GatewayText.request().pdl, at: GatewayText.now)
        #expect(!everything(told).contains("S3cret"))
    }

    @Test func gatewaysThemselves() async throws {
        let client = try HTTPClient()
        let gateways: [any Gateway] = [
            MyElectricalDataV1Gateway(client: client, token: Secret(token)),
            MyElectricalDataV2Gateway(client: client, token: Secret(token)),
            ConsoAPIGateway(client: client, token: Secret(token)),
        ]
        for gateway in gateways { #expect(!everything(gateway).contains("S3cret")) }
        await client.close()
    }
}
