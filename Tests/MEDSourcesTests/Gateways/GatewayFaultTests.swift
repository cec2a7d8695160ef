import MEDCore
import MEDHTTP
import MEDSources
import Testing

/// What each error of Enedis and of the gateways leads to.
@Suite(.timeLimit(.minutes(1)))
struct GatewayFaultTests {
    struct Case: CustomTestStringConvertible {
        let gateway: GatewayKind
        let status: Int
        let body: String
        let kind: GatewayFault.Class
        let code: String
        var testDescription: String { "\(gateway.rawValue) \(status) \(code)" }

        init(
            _ gateway: GatewayKind, _ status: Int, _ body: String, _ kind: GatewayFault.Class, _ code: String
        ) {
            self.gateway = gateway
            self.status = status
            self.body = body
            self.kind = kind
            self.code = code
        }
    }

    private static func enedis(_ code: String, _ text: String) -> String {
        "{\"error\":\"\(code)\",\"error_description\":\"\(text)\",\"error_uri\":\"https://example.org\"}"
    }

    private static func v1(_ text: String) -> String { "{\"detail\":\"\(text)\"}" }

    private static func v2(_ code: String, _ text: String) -> String {
        "{\"success\":false,\"data\":null,\"error\":{\"code\":\"\(code)\",\"message\":\"\(text)\",\"field\":null}}"
    }

    private static let later = GatewayFault.Class.transient(retryAfter: nil)

    /// Enedis' own codes, as they come through.
    static let enedisCases = [
        Case(
            .v1, 400, enedis("Invalid_request", "usage_point_id parameter is required."), .permanent,
            "usage_point_id parameter is required"),
        Case(
            .v1, 400, enedis("Invalid_request", "usage_point_id parameter must be 14 digits long."), .permanent,
            "usage_point_id parameter must be 14 digits"),
        Case(
            .v1, 400, enedis("invalid_request", "Start date parameter is required."), later,
            "date parameter is required"),
        Case(
            .v1, 400, enedis("invalid_request", "End date parameter must be in the format YYYY-MM-DD"), later,
            "must be in the format yyyy-mm-dd"),
        Case(
            .v1, 400, enedis("invalid_request", "The end date parameter must be earlier than the current date."),
            .endTooLate, "must be earlier than the current date"),
        Case(
            .v1, 400, enedis("invalid_request", "Start date should be before end date."), later,
            "start date should be before end date"),
        Case(
            .v1, 400, enedis("ADAM-DC-0015", "The requested period must be less than 7 days"), .rangeTooLong,
            "ADAM-DC-0015"),
        Case(.v1, 400, enedis("ADAM-ERR0126", "x"), .rangeTooLong, "ADAM-ERR0126"),
        Case(
            .v1, 400, enedis("ADAM-DC-0016", "The start date must be greater than the history deadline."),
            .startTooEarly(earliest: nil), "ADAM-DC-0016"),
        Case(.v1, 400, enedis("ADAM-ERR0125", "x"), .startTooEarly(earliest: nil), "ADAM-ERR0125"),
        Case(
            .v1, 400,
            enedis("ADAM-ERR0123", "The requested period cannot be anterior to the meter's last activation date"),
            .startTooEarly(earliest: nil), "ADAM-ERR0123"),
        Case(.v1, 400, enedis("ADAM-ERR0069", "x"), .permanent, "ADAM-ERR0069"),
        Case(.v1, 400, enedis("ADAM-ERR0075", "x"), .permanent, "ADAM-ERR0075"),
        Case(.v1, 400, enedis("ADAM-DC-0007", "x"), .consentLost, "ADAM-DC-0007"),
        Case(.v1, 403, enedis("ADAM-DC-0007", "x"), .consentLost, "ADAM-DC-0007"),
        Case(
            .v1, 403, enedis("ADAM-DC-0008", "No consent can be found for this customer and this usage point"),
            .consentLost, "ADAM-DC-0008"),
        Case(
            .v1, 403, enedis("ADAM-DC-0009", "start must be greater than the consent start"),
            .startTooEarly(earliest: nil), "ADAM-DC-0009"),
        Case(.v1, 404, enedis("STM-ERR-0000014", "x"), .noData, "STM-ERR-0000014"),
        Case(.v1, 404, enedis("STM-ERR-0000020", "x"), .noData, "STM-ERR-0000020"),
        Case(.v1, 404, enedis("no_data_found", "no measure found for this usage point"), .noData, "no_data_found"),
        Case(.v1, 404, enedis("STM-ERR-0000019", "Unknown or unauthorized user"), .permanent, "STM-ERR-0000019"),
        Case(
            .v1, 429, enedis("x", "Quota Q3 reached: Call threshold allowed on 0:00:01"),
            .waitUntil(GatewayText.now.advanced(bySeconds: 60)), "quota q3"),
        Case(
            .v1, 429, enedis("x", "Quota Q4 reached"), .waitUntil(GatewayText.now.advanced(bySeconds: 3_600)),
            "quota q4"),
        Case(.v1, 500, enedis("ADAM-DC-0500", "technical"), later, "ADAM-DC-0500"),
        Case(.v1, 500, enedis("STM-ERR-0000001", "technical"), later, "STM-ERR-0000001"),
        Case(.v1, 503, "Service Unavailable", later, "HTTP 503"),
    ]

    /// What gateways say themselves, and how they pass Enedis' words on.
    static let gatewayCases = [
        Case(.v1, 409, v1("Vous avez dépassé votre quota journalier (50)"), .waitUntil(nil), "votre quota journalier"),
        Case(.v1, 409, "", .waitUntil(nil), "HTTP 409"),
        Case(.v1, 401, v1("Unauthorized"), .permanent, "HTTP 401"),
        Case(.v1, 403, v1("Forbidden"), .consentLost, "HTTP 403"),
        Case(.v1, 403, "<html><h1>403 Forbidden</h1></html>", later, "HTTP 403"),
        Case(.v1, 404, v1("Aucune donnée"), .noData, "HTTP 404"),
        Case(.v1, 404, v1("Not Found"), later, "Not Found"),
        Case(.v1, 404, "404 page not found", later, "HTTP 404"),
        Case(
            .v1, 422, "{\"detail\":[{\"loc\":[\"path\",\"start\"],\"msg\":\"invalid date\",\"type\":\"value_error\"}]}",
            later, "HTTP 422"),
        Case(.v1, 500, "", later, "HTTP 500"),
        Case(.v1, 502, "<html>Bad Gateway</html>", later, "HTTP 502"),
        Case(.v1, 400, v1("something new"), later, "HTTP 400"),
        Case(.v1, 418, "{}", later, "HTTP 418"),
        Case(.v1, 301, "", later, "HTTP 301"),
        Case(
            .v1, 400, "{\"detail\":{\"error\":\"ADAM-ERR0069\",\"error_description\":\"x\"}}", .permanent,
            "ADAM-ERR0069"),
        Case(
            .v1, 403, v1("Token non reconnu. Vérifiez votre token et votre PDL."), .permanent,
            "vérifiez votre token"),
        Case(.v1, 400, v1("{'error': 'ADAM-DC-0008', 'error_description': 'x'}"), .consentLost, "ADAM-DC-0008"),
        Case(
            .v2, 200, v2("RATE_LIMIT_EXCEEDED", "Daily rate limit exceeded (50/50). Use cache to increase limit."),
            .waitUntil(nil), "RATE_LIMIT_EXCEEDED"),
        Case(.v2, 200, v2("DATE_TOO_OLD", "Start date is too old."), .startTooEarly(earliest: nil), "DATE_TOO_OLD"),
        Case(
            .v2, 200, v2("DATE_TOO_OLD", "Start date 2024-01-15 is too old. Oldest allowed date: 2024-11-21"),
            .startTooEarly(earliest: Day("2024-11-21")), "DATE_TOO_OLD"),
        Case(
            .v2, 200, v2("INVALID_DATE_RANGE", "Start date must be before or equal to end date"), later,
            "INVALID_DATE_RANGE"),
        Case(.v2, 200, v2("INVALID_DATE_FORMAT", "x"), later, "INVALID_DATE_FORMAT"),
        Case(.v2, 200, v2("ACCESS_DENIED", "Accès refusé : PDL introuvable"), .permanent, "ACCESS_DENIED"),
        Case(.v2, 200, v2("PDL_NOT_FOUND", "PDL not found"), .permanent, "PDL_NOT_FOUND"),
        Case(.v2, 200, v2("TOKEN_EXPIRED", "x"), .consentLost, "TOKEN_EXPIRED"),
        Case(.v2, 200, v2("ENEDIS_ERROR", "timeout"), later, "ENEDIS_ERROR"),
        Case(
            .v2, 200, v2("ENEDIS_ERROR", "Failed to fetch 2024-01-15 to 2024-02-01: ADAM-DC-0016: too early"),
            .startTooEarly(earliest: nil), "ADAM-DC-0016"),
        Case(
            .v2, 200, v2("ENEDIS_ERROR", "Failed: Client error '429 Too Many Requests' for url"),
            .waitUntil(GatewayText.now.advanced(bySeconds: 3_600)), "429 too many requests"),
        Case(.v2, 200, v2("ENEDIS_UNAVAILABLE", "x"), later, "ENEDIS_UNAVAILABLE"),
        Case(.v2, 200, v2("PARTIAL_DATA", "x"), later, "PARTIAL_DATA"),
        Case(.v2, 200, v2("NO_DATA", "No consumption data available"), .noData, "NO_DATA"),
        Case(.v2, 200, v2("NOT_FOUND", "x"), .noData, "NOT_FOUND"),
        Case(.v2, 200, v2("SERVER_ERROR", "x"), later, "SERVER_ERROR"),
        Case(.v2, 200, v2("GATEWAY_ERROR", "x"), later, "GATEWAY_ERROR"),
        Case(.v2, 200, v2("GATEWAY_UNAVAILABLE", "x"), later, "GATEWAY_UNAVAILABLE"),
        Case(.v2, 200, v2("SOMETHING_NEW", "x"), later, "HTTP 200"),
        Case(.v2, 401, v1("Could not validate credentials"), .permanent, "HTTP 401"),
        Case(.v2, 403, v1("x"), .permanent, "HTTP 403"),
        Case(
            .consoAPI, 401,
            "{\"status\":401,\"message\":\"Votre token est invalide ou ne permet pas d'accéder à ce PRM\"}", .permanent,
            "d'accéder à ce prm"),
        Case(
            .consoAPI, 400,
            "{\"status\":400,\"message\":\"The Enedis API returned an error\",\"error\":\(enedis("ADAM-ERR0075", "x"))}",
            .permanent, "ADAM-ERR0075"),
        Case(
            .consoAPI, 404,
            "{\"status\":404,\"message\":\"The Enedis API returned an error\",\"error\":\(enedis("no_data_found", "x"))}",
            .noData, "no_data_found"),
        Case(
            .v1, 200,
            "{\"usage_point_id\":\"20000000000000\",\"error\":\"token_refresh_401\",\"description\":\"merci de renouveller vos consentements.\"}",
            .consentLost, "token_refresh_401"),
        Case(
            .v1, 200, "{\"error\":\"client_not_found\",\"description\":\"Client inconnu\"}", .consentLost,
            "client_not_found"),
        Case(
            .v1, 200,
            "{\"tag\":\"enedis_return_ko\",\"error_code\":500,\"description\":\"Les API d'Enedis sont indisponible.\",\"enedis_return\":{\"error\":\"x\"}}",
            later, "les api d'enedis sont indisponible"),
        Case(.v1, 200, "{\"enedis_return\":{\"error\":\"UNKERROR_002\"}}", later, "UNKERROR_002"),
    ]

    /// What is no answer at all.
    static let damagedCases = [
        Case(.v1, 200, "", later, "HTTP 200"), Case(.v1, 200, "null", later, "HTTP 200"),
        Case(.v1, 200, "[]", later, "HTTP 200"), Case(.v1, 200, "{}", later, "HTTP 200"),
        Case(.v1, 200, "{\"meter_reading\":null}", later, "HTTP 200"),
        Case(.v1, 200, "{\"meter_reading\":{\"interval_reading\":7}}", later, "HTTP 200"),
        Case(.v1, 200, "{\"meter_reading\":{\"interval_reading\":[{\"value\":", later, "HTTP 200"),
        Case(.v2, 200, "{\"success\":true,\"data\":null}", later, "HTTP 200"),
        Case(.consoAPI, 200, "<!doctype html><title>Maintenance</title>", later, "HTTP 200"),
    ]

    @Test(arguments: enedisCases + gatewayCases + damagedCases)
    func everyErrorHasItsClass(example: Case) throws {
        let fault = try GatewayText.fault(example.gateway, example.body, status: example.status)
        #expect(fault.kind == example.kind)
        #expect(fault.code == example.code)
        // A sentence in both languages, with what to do.
        #expect(fault.message.french.count > 25 && fault.message.english.count > 25)
        #expect(fault.message.french != fault.message.english)
    }

    @Test func serversWordsAreShown() throws {
        let fault = try GatewayText.fault(.v1, Self.v1("Vous avez dépassé votre quota journalier (50)"), status: 409)
        #expect(fault.message.french.hasSuffix("Réponse : « Vous avez dépassé votre quota journalier (50) »"))
        #expect(fault.message.english.hasSuffix("Answer: “Vous avez dépassé votre quota journalier (50)”"))
        let page = try GatewayText.fault(.v1, "<html><b>nginx</b></html>", status: 502)
        #expect(!page.message.french.contains("nginx"))
    }

    @Test func noCurveSaysWhatToCheck() throws {
        let body = Self.enedis("no_data_found", "no measure found for this usage point")
        let curve = try GatewayText.fault(.v1, body, status: 404)
        let days = try GatewayText.fault(.v1, body, status: 404, kind: .dailyEnergy)
        #expect(curve.message.french.contains("collecte"))
        #expect(!days.message.french.contains("collecte"))
    }
}
