import Foundation
import MEDHTTP
import TestServers
import Testing

/// That RTE, the keyless Tempo calendar and what the gateways pass on of both are the real ones' likeness.
@Suite(.timeLimit(.minutes(1)))
struct FakeNationalTests {
    private let clock = FakeClock(paris: "2025-01-15", hour: 9)
    private let national = FakeNational()
    private let probe: FakeGatewayProbe

    init() throws {
        probe = try FakeGatewayProbe()
        national.setTempo("2025-01-14", .white)
        national.setTempo("2025-01-15", .red)
        // Provisional at 07:00, another colour when it is final.
        national.setTempo("2025-01-16", .blue, from: FakeClock.instant(paris: "2025-01-15", hour: 7))
        national.setTempo("2025-01-16", .white)
        var hours: [Int?] = Array(repeating: 1, count: 24)
        hours[3] = 0
        hours[8] = nil
        hours[19] = 3
        for (offset, day) in FakeClock.days("2025-01-15", "2025-01-18").enumerated() {
            national.setEcoWatt(FakeEcoWatt(day: day, level: offset == 0 ? 3 : 1, hours: offset == 0 ? hours : nil))
        }
    }

    private func rte(_ options: FakeRTEOptions = FakeRTEOptions()) throws -> FakeRTE {
        let clock = clock
        return try FakeRTE(
            national: national, clientID: "id", clientSecret: "secret", options: options, now: { clock.now })
    }

    private func token(_ rte: FakeRTE) async throws -> String {
        let basic = "Basic " + Data("id:secret".utf8).base64EncodedString()
        let answer = try await probe.get(rte.url + "/token/oauth/", method: .post, authorization: basic)
        #expect(answer.json["expires_in"] as? Int == 7200)
        return "Bearer " + (answer.json["access_token"] as? String ?? "")
    }

    private static let calendars = "/open_api/tempo_like_supply_contract/v1/tempo_like_calendars"

    private func range(_ start: String, _ end: String) -> String {
        "\(Self.calendars)?start_date=\(start)T00:00:00%2B01:00&end_date=\(end)T00:00:00%2B01:00"
    }

    private func colors(_ answer: FakeGatewayProbe.Answer) -> [String] {
        let values = (answer.json["tempo_like_calendars"] as? [String: Any])?["values"] as? [[String: Any]] ?? []
        return values.map { "\(($0["start_date"] as? String ?? "").prefix(10)) \($0["value"] ?? "")" }
    }

    @Test func tokensExpire() async throws {
        let rte = try rte()
        let wrong = try await probe.get(rte.url + "/token/oauth/", method: .post, authorization: "Basic eDp5")
        #expect(wrong.status == 401)
        #expect(try await probe.get(rte.url + Self.calendars, authorization: "Bearer none").status == 401)
        let token = try await token(rte)
        clock.advance(seconds: 7199)
        #expect(try await probe.get(rte.url + Self.calendars, authorization: token).status == 200)
        clock.advance(seconds: 1)
        #expect(try await probe.get(rte.url + Self.calendars, authorization: token).status == 401)
        #expect(rte.calls.map(\.kind) == [.token, .tempo, .token, .tempo, .tempo])
    }

    @Test func tempoOfRTE() async throws {
        let rte = try rte()
        let token = try await token(rte)
        let url = rte.url + range("2025-01-13", "2025-01-17")
        let early = try await probe.get(url, authorization: token)
        #expect(colors(early) == ["2025-01-16 BLUE", "2025-01-15 RED", "2025-01-14 WHITE"])
        #expect(early.text.contains("\"updated_date\":\"2025-01-15T07:00:00+01:00\""))
        clock.set(paris: "2025-01-15", hour: 10, minute: 30)
        #expect(colors(try await probe.get(url, authorization: token)).first == "2025-01-16 WHITE")
        func code(_ query: String) async throws -> String? {
            try await probe.get(rte.url + query, authorization: token).json["error"] as? String
        }
        #expect(try await code(range("2025-01-15", "2025-01-18")) == "TMPLIKSUPCON_TMPLIKCAL_F04")
        #expect(try await code(range("2024-01-01", "2025-01-16")) == "TMPLIKSUPCON_TMPLIKCAL_F03")
        #expect(try await code(range("2024-01-16", "2025-01-16")) == nil)
        #expect(try await code(range("2025-01-16", "2025-01-15")) == "TMPLIKSUPCON_TMPLIKCAL_F02")
        #expect(
            try await code(Self.calendars + "?start_date=2025-01-15T00:00:00%2B01:00") == "TMPLIKSUPCON_TMPLIKCAL_F01")
    }

    @Test(arguments: [true, false])
    func ecowattOfRTE(longDays: Bool) async throws {
        var options = FakeRTEOptions()
        options.longDays = longDays
        let rte = try rte(options)
        let token = try await token(rte)
        let url = rte.url + "/open_api/ecowatt/v5/signals"
        let signals = try await probe.get(url, authorization: token).json["signals"] as? [[String: Any]] ?? []
        #expect(
            signals.map { $0["jour"] as? String }
                == FakeClock.days("2025-01-15", "2025-01-18").map { longDays ? "\($0)T00:00:00+01:00" : $0 })
        let values = signals.first?["values"] as? [[String: Int]] ?? []
        #expect(values.count == 23 && !values.contains { $0["pas"] == 8 })
        #expect(values.first { $0["pas"] == 3 }?["hvalue"] == 0)
        clock.advance(seconds: 899)
        #expect(try await probe.get(url, authorization: token).status == 429)
        #expect(rte.rateViolations.count == 1)
        clock.advance(seconds: 1)
        #expect(try await probe.get(url, authorization: token).status == 200)
    }

    @Test func calendarWithoutKey() async throws {
        let clock = clock
        let calendar = try FakeTempoCalendar(national: national, now: { clock.now })
        func code(_ day: String) async throws -> Int? {
            try await probe.get("\(calendar.url)/jourTempo/\(day)").json["codeJour"] as? Int
        }
        #expect(try await code("2025-01-15") == 3)
        #expect(try await code("today") == 3)
        #expect(try await code("yesterday") == 2)
        #expect(try await code("tomorrow") == 1)
        #expect(try await probe.get("\(calendar.url)/jourTempo/2024-01-15").status == 404)
        clock.set(paris: "2025-01-16", hour: 9)
        let tomorrow = try await probe.get("\(calendar.url)/jourTempo/tomorrow")
        #expect(tomorrow.json["codeJour"] as? Int == 0 && tomorrow.json["libCouleur"] as? String == "Inconnu")
        let days = try await probe.get(
            "\(calendar.url)/joursTempo?dateJour%5B%5D=2025-01-14&dateJour%5B%5D=2025-01-16", accept: "application/json"
        )
        #expect(days.list.map { $0["codeJour"] as? Int } == [2, 2])
        let season = try await probe.get("\(calendar.url)/joursTempo?periode=2024-2025", accept: "application/json")
        #expect(season.list.compactMap { $0["dateJour"] as? String } == FakeClock.days("2025-01-14", "2025-01-17"))
        #expect(try await probe.get("\(calendar.url)/joursTempo").json["member"] != nil)
    }

    @Test func whatV1PassesOn() async throws {
        let clock = clock
        let gateway = try FakeGateway(
            enedis: FakeEnedis(), dialect: .v1, token: "t", national: national, now: { clock.now })
        let tempo = try await probe.get(gateway.url + "/rte/tempo/2025-01-13/2025-01-15")
        #expect(tempo.json as? [String: String] == ["2025-01-14": "white", "2025-01-15": "red"])
        let ecowatt = try await probe.get(gateway.url + "/rte/ecowatt/2025-01-14/2025-01-14")
        let outer = ecowatt.json["2025-01-14"] as? [String: Any]
        #expect(outer?["value"] as? Int == 3)
        let detail = outer?["detail"] as? [String: Int]
        #expect(detail?["2025-01-15 19:00:00"] == 3 && detail?["2025-01-15 08:00:00"] == nil && detail?.count == 23)
        let left = try await probe.get(gateway.url + "/edf/tempo/days")
        #expect(left.json as? [String: Int] == ["blue": 299, "white": 42, "red": 21])
        let prices = try await probe.get(gateway.url + "/edf/tempo/price")
        #expect(prices.json.keys.sorted() == ["blue_hc", "blue_hp", "red_hc", "red_hp", "white_hc", "white_hp"])
    }

    @Test func whatV2PassesOn() async throws {
        let clock = clock
        let gateway = try FakeGateway(
            enedis: FakeEnedis(), dialect: .v2, token: "t", national: national, now: { clock.now })
        func days(_ query: String) async throws -> [String] {
            let answer = try await probe.get(gateway.url + "/tempo/days" + query)
            return (answer.json["data"] as? [[String: Any]] ?? []).map { "\($0["date"] ?? "") \($0["color"] ?? "")" }
        }
        #expect(try await days("?start_date=2025-01-15&end_date=2025-01-15") == ["2025-01-15 RED"])
        #expect(try await days("?start=2025-01-15&end=2025-01-15").count == 3)
        #expect(try await probe.get(gateway.url + "/ecowatt/forecast").status == 401)
        let forecast = try await probe.get(gateway.url + "/ecowatt/forecast?days=2", authorization: "Bearer t")
        let signals = forecast.json["data"] as? [[String: Any]] ?? []
        #expect(signals.map { $0["periode"] as? String } == ["2025-01-15T00:00:00", "2025-01-16T00:00:00"])
        #expect((signals.first?["values"] as? [Any])?.count == 24)
        #expect(try await probe.get(gateway.url + "/tempo/remaining").status == 404)
    }

    @Test func seasonKeepsItsNumbers() {
        national.fillTempo(season: 2023, seed: 5)
        let days = FakeClock.days("2023-09-01", "2024-08-31")
        let colors = days.compactMap { national.tempo($0, at: .max) }
        #expect(colors.count == 366)
        #expect(FakeTempoColor.allCases.map { color in colors.count { $0 == color } } == [301, 43, 22])
    }
}
