import Foundation
import MEDCore
import MEDHTTP
import MEDSources
import Testing

/// Contracts, consent and quota.
@Suite(.timeLimit(.minutes(1)))
struct ContractAndAccessTests {
    private func contract(_ members: String, number: String = GatewayText.pdl) -> String {
        """
        {"customer":{"customer_id":"-1","usage_points":[{"usage_point":{"usage_point_id":"\(number)","meter_type":"AMM"},\
        "contracts":{\(members)}}]}}
        """
    }

    private func read(_ body: String, _ gateway: GatewayKind = .v1) throws -> GatewayContract {
        try GatewayText.answer(gateway, body).contract(of: GatewayText.request().pdl, at: GatewayText.now)
    }

    @Test func contractOfEnedis() throws {
        let members = """
            "segment":"C5","subscribed_power":"9 kVA","last_activation_date":"2006-05-24+02:00",\
            "distribution_tariff":"BTINFMUDT","offpeak_hours":"HC (1H30-8H00;12H30-14H00)","contract_status":"SERVC"
            """
        let expected = GatewayContract(
            offPeakText: "HC (1H30-8H00;12H30-14H00)", subscribedKilovoltAmperes: 9, distributionTariff: "BTINFMUDT",
            lastActivation: Day(year: 2006, month: 5, day: 24), status: "SERVC")
        #expect(try read(contract(members)) == expected)
        #expect(try read("{\"success\":true,\"data\":\(contract(members))}", .v2) == expected)
        #expect(try read(contract(members, number: "01234567890")) == expected)
    }

    @Test func contractOf2026() throws {
        let body = """
            {"success":true,"data":{"situation_contrat":[{"distribution_tariff":"BTINFCU4","contract_status":"SERVC",\
            "subscribed_power":{"value":"6","unit":"kVA"}}],"synthese_contrat":{"consumption_last_activation_date":\
            "2018-08-31"},"comptage":{"relais":{"plageHeuresCreuses":"HC (22H00-6H00)"}}}}
            """
        #expect(
            try read(body, .v2)
                == GatewayContract(
                    offPeakText: "HC (22H00-6H00)", subscribedKilovoltAmperes: 6, distributionTariff: "BTINFCU4",
                    lastActivation: Day(year: 2018, month: 8, day: 31), status: "SERVC"))
    }

    @Test(
        arguments: [
            ("\"9 kVA\"", 9), ("\"9\"", 9), ("9", 9), ("\"9kva\"", 9), ("\"36.0 kVA\"", 36), ("\"9000 VA\"", 9),
            ("null", nil),
            ("\"\"", nil), ("\"kVA\"", nil), ("\"9 kW\"", nil), ("\"-9 kVA\"", nil), ("\"9.5 kVA\"", nil),
            ("\"0\"", nil),
            ("\"99999999999999 kVA\"", nil), ("1e99", nil), ("{}", nil),
        ] as [(String, Int?)])
    func subscribedPower(text: String, expected: Int?) throws {
        #expect(try read(contract("\"subscribed_power\":\(text)")).subscribedKilovoltAmperes == expected)
    }

    @Test func contractThatIsNone() throws {
        let pdl = try GatewayText.request().pdl
        #expect(try read(contract("")) == GatewayContract())
        #expect(try read(contract("\"last_activation_date\":\"20060524\"")).lastActivation == nil)
        for body in ["", "{}", "{\"customer\":null}", "{\"customer\":{\"usage_points\":[]}}", "[1]"] {
            let answer = GatewayText.answer(.v1, body)
            let fault = try #require(throws: GatewayFault.self) { try answer.contract(of: pdl, at: GatewayText.now) }
            #expect(fault.kind == .transient(retryAfter: nil))
        }
        let other = GatewayText.answer(.v1, contract("", number: "98765432109876"))
        let fault = try #require(throws: GatewayFault.self) { try other.contract(of: pdl, at: GatewayText.now) }
        #expect(fault.code == "otherMeter")
        let denied = GatewayText.answer(
            .v2, "{\"success\":false,\"error\":{\"code\":\"ACCESS_DENIED\",\"message\":\"x\"}}")
        #expect(
            try #require(throws: GatewayFault.self) { try denied.contract(of: pdl, at: GatewayText.now) }.kind
                == .permanent)
    }

    @Test func validAccess() throws {
        let pdl = try GatewayText.request().pdl
        let body = """
            {"valid":true,"consent_expiration_date":"2026-01-14T15:32:38","call_number":7,"quota_reached":false,\
            "quota_limit":50,"quota_reset_at":"2023-03-01T23:59:59.999999","ban":false}
            """
        let access = try GatewayText.answer(.v1, body).access(to: pdl, at: GatewayText.now)
        #expect(access.isValid)
        // French winter time is one hour ahead.
        #expect(access.consentEnds?.description == "2026-01-14T14:32:38Z")
        #expect(access.quotaResets?.description == "2023-03-01T23:00:00Z")
        #expect(access.callsMade == 7)
        #expect(access.quota == 50)
        #expect(!access.isBanned)
        #expect(access.information == nil)
        // With the status of an error too.
        let used = "{\"valid\":false,\"information\":\"Vous avez dépassé votre quota journalier (50)\",\"ban\":true}"
        let refused = try GatewayText.answer(.v1, used, status: 409).access(to: pdl, at: GatewayText.now)
        #expect(!refused.isValid && refused.isBanned)
        #expect(refused.information == "Vous avez dépassé votre quota journalier (50)")
        let unknown = GatewayText.answer(.v1, "{\"detail\":\"no\"}", status: 401)
        #expect(
            try #require(throws: GatewayFault.self) { try unknown.access(to: pdl, at: GatewayText.now) }.kind
                == .permanent)
    }

    @Test func listOfMeters() throws {
        let access = { (number: String, active: String) in
            let meter = "{\"usage_point_id\":\"\(number)\",\"is_active\":\(active)}"
            return try GatewayText.answer(.v2, "{\"success\":true,\"data\":[\(meter)],\"error\":null}")
                .access(to: GatewayText.request().pdl, at: GatewayText.now).isValid
        }
        #expect(try access(GatewayText.pdl, "true"))
        #expect(try !access(GatewayText.pdl, "false"))
        #expect(try !access("98765432109876", "true"))
    }

    private func key(_ payload: String) -> Secret {
        let part = { (text: String) in
            Data(text.utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing(
                "=", with: "")
        }
        return Secret("\(part("{\"alg\":\"HS256\"}")).\(part(payload)).c2lnbmF0dXJl")
    }

    @Test func keyOfConsoAPI() async throws {
        let pdl = try GatewayText.request().pdl
        let client = try HTTPClient()
        let access = { (token: Secret) in
            // No call: there is nothing at this address.
            try await ConsoAPIGateway(client: client, baseURL: HTTPURL("http://127.0.0.1:9"), token: token)
                .access(to: pdl, at: GatewayText.now)
        }
        let end = GatewayText.now.secondsSinceEpoch + 60
        let good = try await access(
            key("{\"sub\":[\"98765432109876\",\"\(GatewayText.pdl)\"],\"exp\":\(end),\"é?>~\":\"ÿ\"}"))
        #expect(good.isValid)
        #expect(good.consentEnds == GatewayText.now.advanced(bySeconds: 60))
        #expect(try await !access(key("{\"sub\":[\"\(GatewayText.pdl)\"],\"exp\":\(end - 60)}")).isValid)
        #expect(try await !access(key("{\"sub\":[\"98765432109876\"],\"exp\":\(end)}")).isValid)
        #expect(try await access(key("{\"sub\":\"\(GatewayText.pdl)\"}")) == GatewayAccess(isValid: true))
        #expect(try await access(key("{\"exp\":1e300}")) == GatewayAccess(isValid: true))
        for text in ["", "abc", "a.b.c", "..", "a.e30.c.d"] {
            #expect(try await access(Secret(text)) == GatewayAccess(isValid: true), "\(text)")
        }
        let fault = await #expect(throws: GatewayFault.self) {
            try await ConsoAPIGateway(client: client, token: Secret("x")).contract(of: pdl, at: GatewayText.now)
        }
        #expect(fault?.kind == .permanent)
        await client.close()
    }
}
