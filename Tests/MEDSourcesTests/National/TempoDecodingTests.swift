import MEDCore
import MEDHTTP
import Testing

@testable import MEDSources

/// What each source writes, with its traps: colours, dates, doubles, damage.
@Suite(.timeLimit(.minutes(1)))
struct TempoDecodingTests {
    let asked: ClosedRange<Day>
    /// Long after the days asked for: what is known is final.
    let later: UTCInstant

    init() throws {
        asked = try day("2024-01-01")...day("2024-01-31")
        later = try paris("2024-03-01 12:00")
    }

    @Test(arguments: [
        ("BLUE", TempoColor.blue), ("blue", .blue), ("BLEU", .blue), ("Bleu", .blue), ("TEMPO_BLEU", .blue),
        ("WHITE", .white), ("blanc", .white), ("tempo_blanc", .white), ("RED", .red), ("Rouge", .red), (" RED ", .red),
        ("TEMPO_ROUGE", .red),
        ("", nil), ("0", nil), ("PURPLE", nil), ("INCONNU", nil), ("TEMPO_", nil), ("blu", nil), ("1", nil),
    ])
    func colorsInWords(text: String, color: TempoColor?) throws {
        let answer = try #require(V1Tempo.answer(bytes(#"{"2024-01-15":"\#(text)"}"#), asked: asked, at: later))
        #expect(answer.days.map(\.color) == [color])
        #expect(answer.days.map(\.isFinal) == [color != nil])
    }

    @Test func v1Map() throws {
        let body = """
            {"2024-01-01":"blue","2024-1-8":"TEMPO_ROUGE","2024-01-09":null,"2024-01-10":"WHITE","2023-12-31":"red",
             "2024-01-32":"blue","note":"x","2024-01-11":7}
            """
        let answer = try #require(V1Tempo.answer(bytes(body), asked: asked, at: later))
        #expect(
            answer.lines == [
                "2024-01-01 BLUE final", "2024-01-08 RED final", "2024-01-09 ?", "2024-01-10 WHITE final",
                "2024-01-11 ?",
            ])
        #expect(answer.issues == ["2024-01-11: 7", "2024-01-32", "note"])
    }

    @Test(arguments: [#"{"detail":"not found"}"#, "[]", "", "<html>", #"{"2024-01-01":"bl"#, "null", "3"])
    func whatIsNoMapIsNoAnswer(body: String) {
        #expect(V1Tempo.answer(bytes(body), asked: asked, at: later) == nil)
    }

    @Test func anEmptyMapIsAnAnswer() {
        #expect(V1Tempo.answer(bytes("{}"), asked: asked, at: later) == TempoAnswer(days: []))
    }

    /// RTE's servers answer with one calendar, its documentation shows a list of them.
    @Test(arguments: [false, true])
    func rteCalendar(isList: Bool) throws {
        let calendar = """
            {"start_date":"2024-01-01T00:00:00+01:00","end_date":"2024-01-04T00:00:00+01:00","values":[
            {"start_date":"2024-01-03T00:00:00+01:00","end_date":"2024-01-04T00:00:00+01:00","value":"RED",
             "updated_date":"2024-01-02T10:20:00+01:00"},
            {"start_date":"2024-01-02T00:00:00+01:00","value":"BLUE","updated_date":"2024-01-01T10:20:00+01:00"},
            {"start_date":"2024-01-01T00:00:00+01:00","value":"NOIR"},{"value":"BLUE"},{"start_date":"soon","value":"BLUE"},7]}
            """
        let body = #"{"tempo_like_calendars":\#(isList ? "[" + calendar + "]" : calendar)}"#
        let answer = try #require(RTETempo.answer(bytes(body), asked: asked, at: later))
        #expect(answer.lines == ["2024-01-01 ?", "2024-01-02 BLUE final", "2024-01-03 RED final"])
        #expect(
            answer.issues == [
                "2024-01-01: NOIR", "an entry without start_date", "start_date soon", "an entry without start_date",
            ])
    }

    @Test(arguments: ["{}", #"{"tempo_like_calendars":3}"#, #"{"tempo_like_calendars":[{}]}"#, "{", #"{"error":"x"}"#])
    func whatIsNoCalendarIsNoAnswer(body: String) {
        #expect(RTETempo.answer(bytes(body), asked: asked, at: later) == nil)
    }

    /// Midnight with either of France's offsets is the date as written; another stamp is an instant.
    @Test(arguments: [
        ("2024-01-15T00:00:00+01:00", "2024-01-15"), ("2024-01-15T00:00:00+02:00", "2024-01-15"),
        ("2024-07-15T00:00:00+02:00", "2024-07-15"), ("2024-07-15T00:00:00+01:00", "2024-07-15"),
        ("2024-03-31T00:00:00+01:00", "2024-03-31"), ("2024-10-27T00:00:00+02:00", "2024-10-27"),
        ("2024-07-14T22:00:00Z", "2024-07-15"), ("2024-01-14T23:00:00.000000+00:00", "2024-01-15"),
        ("2024-01-15T00:00:00+0100", "2024-01-15"), ("2024-01-15T00:00:00", "2024-01-15"), ("2024-1-5", "2024-01-05"),
        ("2024-01-15 05:00:00", "2024-01-15"),
    ])
    func civilDays(text: String, expected: String) throws {
        #expect(NationalStamp(text)?.civilDay.description == expected)
    }

    @Test(arguments: [
        "", "2024", "2024-13-01", "2024-02-30", "24-01-01", "2024-001-01", "2024-01-15T", "2024-01-15T25:00:00+01:00",
        "2024-01-15T00:00:00+1", "2024-01-15T00:00:00+99:00", "2024-01-15T00:00:00 +01:00x", "x2024-01-15", "2024--1",
        "2024-01-15TZ", "+024-01-15",
    ])
    func whatIsNoDate(text: String) {
        #expect(NationalStamp(text) == nil)
    }

    @Test func doublesInOneAnswer() throws {
        func entry(_ color: String, _ updated: String?) -> String {
            let date = updated.map { #","updated_date":"\#($0)""# } ?? ""
            return #"{"start_date":"2024-01-15T00:00:00+01:00","value":"\#(color)"\#(date)}"#
        }
        func colors(_ entries: [String]) throws -> [TempoColor?] {
            let body = #"{"tempo_like_calendars":{"values":[\#(entries.joined(separator: ","))]}}"#
            return try #require(RTETempo.answer(bytes(body), asked: asked, at: later)).days.map(\.color)
        }
        let early = entry("BLUE", "2024-01-14T07:00:00+01:00")
        let late = entry("RED", "2024-01-14T10:20:00+01:00")
        #expect(try colors([early, late]) == [.red])
        #expect(try colors([late, early]) == [.red])
        // Nobody says which of two is newer: unknown, and not the cheaper one.
        #expect(try colors([entry("BLUE", nil), entry("RED", nil)]) == [nil])
        #expect(try colors([entry("RED", nil), entry("RED", nil)]) == [.red])
        #expect(try colors([entry("", nil), entry("RED", nil)]) == [.red])
        #expect(try colors([entry("RED", nil), entry("?", nil)]) == [.red])
    }

    @Test func publicCalendar() throws {
        let body = """
            [{"dateJour":"2024-01-01","codeJour":1,"periode":"2023-2024","libCouleur":"Bleu"},
             {"dateJour":"2024-01-02","codeJour":2,"periode":"2023-2024"},{"dateJour":"2024-01-03","codeJour":3},
             {"dateJour":"2024-01-04","codeJour":0,"libCouleur":"Inconnu"},{"dateJour":"2024-01-05","codeJour":null},
             {"dateJour":"2024-01-06","codeJour":4},{"dateJour":"2024-01-07","codeJour":"3"},{"codeJour":1},
             {"dateJour":"2024-02-01","codeJour":1},{"dateJour":"2024-01-08"},{"dateJour":"2024-01-09","codeJour":257}]
            """
        let answer = try #require(PublicTempoCalendar.answer(bytes(body), asked: asked, at: later))
        #expect(
            answer.lines == [
                "2024-01-01 BLUE final", "2024-01-02 WHITE final", "2024-01-03 RED final", "2024-01-04 ?",
                "2024-01-05 ?", "2024-01-06 ?", "2024-01-07 RED final", "2024-01-08 ?", "2024-01-09 ?",
            ])
        #expect(
            answer.issues == [
                "2024-01-06: codeJour 4", "an entry without dateJour", "2024-01-09: codeJour 257",
            ])
        #expect(PublicTempoCalendar.answer(bytes(#"{"hydra:member":[]}"#), asked: asked, at: later) == nil)
    }

    /// A few days by date, more by season; a season may take in two.
    @Test func publicCalendarQuestions() throws {
        let few = try PublicTempoCalendar.query(day("2024-02-28")...day("2024-03-01"))
        #expect(few.map(\.value) == ["2024-02-28", "2024-02-29", "2024-03-01"])
        #expect(Set(few.map(\.name)) == ["dateJour[]"])
        let many = try PublicTempoCalendar.query(day("2023-08-31")...day("2024-08-29"))
        #expect(many.map(\.value) == ["2022-2023", "2023-2024"])
        #expect(Set(many.map(\.name)) == ["periode[]"])
    }

    @Test func v2Envelope() async throws {
        try await withHTTPClient { client in
            let source = try V2Tempo(client: client, base: HTTPURL("http://127.0.0.1:9/api"))
            let body = """
                {"success":true,"error":null,"timestamp":"x","data":[
                {"date":"2024-01-15","color":"BLUE","updated_at":"2024-01-14T06:00:00+00:00","rte_updated_date":null},
                {"date":"2024-01-16","color":"RED","rte_updated_date":"2024-01-15T09:20:00+00:00"},
                {"date":"2024-01-17","color":null},{"color":"BLUE"}]}
                """
            let answer = try source.answer(bytes(body), asked: asked, at: later)
            #expect(answer.lines == ["2024-01-15 BLUE final", "2024-01-16 RED final", "2024-01-17 ?"])
            #expect(answer.issues == ["an entry without date"])

            // An error comes with HTTP 200.
            func kind(_ code: String) async throws -> GatewayFault.Class {
                let body = #"{"success":false,"data":null,"error":{"code":"\#(code)","message":"m","field":null}}"#
                return try await gatewayFault { try source.answer(bytes(body), asked: asked, at: later) }.kind
            }
            #expect(try await kind("NOT_FOUND") == .noData)
            #expect(try await kind("TOKEN_EXPIRED") == .permanent)
            #expect(try await kind("INVALID_DATE") == .permanent)
            #expect(try await kind("SERVER_ERROR") == .transient(retryAfter: nil))
            #expect(
                try await kind("RATE_LIMIT_EXCEEDED")
                    == .waitUntil(UTCInstant(utcYear: 2024, month: 3, day: 2)))
            for broken in ["", "[]", #"{"success":true,"data":null}"#, #"{"success":false}"#] {
                let fault = try await gatewayFault { try source.answer(bytes(broken), asked: asked, at: later) }
                #expect(fault.kind == .transient(retryAfter: nil), "\(broken)")
            }
        }
    }
}
