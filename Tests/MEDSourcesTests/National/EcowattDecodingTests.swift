import MEDCore
import MEDHTTP
import Testing

@testable import MEDSources

/// EcoWatt as each source writes it: the outer key, level 0, missing hours, doubles, both shapes of `jour`.
@Suite(.timeLimit(.minutes(1)))
struct EcowattDecodingTests {
    let now: UTCInstant

    init() throws {
        now = try paris("2024-01-15 17:00")
    }

    /// `2024-01-15 1 0?2…`: the level and 24 hours.
    private func lines(_ answer: EcowattAnswer?) -> [String]? {
        answer?.days.map { day in
            let hours = day.hours.map { $0.map(String.init) ?? "?" }.joined()
            return "\(day.day) \(day.level.map(String.init) ?? "?") \(hours)"
        }
    }

    private func hours(_ known: [Int: Int]) -> String {
        (0..<24).map { known[$0].map(String.init) ?? "?" }.joined()
    }

    @Test(arguments: ["2024-01-15", "2024-01-15T00:00:00+01:00", "2024-01-15T00:00:00+02:00"])
    func rteSignals(jour: String) throws {
        let body = """
            {"signals":[{"GenerationFichier":"2024-01-14T16:30:00+01:00","jour":"\(jour)","dvalue":1,"message":"Pas d’alerte.",
            "values":[{"pas":0,"hvalue":0},{"pas":1,"hvalue":1},{"pas":2,"hvalue":2},{"pas":3,"hvalue":3},
            {"pas":4,"hvalue":4},{"pas":5,"hvalue":-1},{"pas":6,"hvalue":null},{"pas":7},{"hvalue":1},{"pas":24,"hvalue":1},
            "x",{"pas":"23","hvalue":"0"}]}]}
            """
        let answer = RTEEcowatt.answer(bytes(body), at: now)
        #expect(lines(answer) == ["2024-01-15 1 " + hours([0: 0, 1: 1, 2: 2, 3: 3, 23: 0])])
        #expect(
            answer?.issues == [
                "2024-01-15: hour 4 level 4", "2024-01-15: hour 5 level -1", "2024-01-15: hour 24 level 1",
            ])
    }

    @Test(arguments: [0, 4, -1])
    func dayLevelsOutOfRangeAreUnknown(level: Int) {
        let body = #"{"signals":[{"jour":"2024-01-15","dvalue":\#(level),"values":[{"pas":3,"hvalue":0}]}]}"#
        #expect(lines(RTEEcowatt.answer(bytes(body), at: now)) == ["2024-01-15 ? " + hours([3: 0])])
    }

    @Test func theNewestFileWins() {
        func signal(_ generated: String?, _ level: Int) -> String {
            let date = generated.map { #""GenerationFichier":"\#($0)","# } ?? ""
            return #"{\#(date)"jour":"2024-01-15","dvalue":\#(level),"values":[{"pas":0,"hvalue":\#(level)}]}"#
        }
        func level(_ signals: [String]) -> Int? {
            RTEEcowatt.answer(bytes(#"{"signals":[\#(signals.joined(separator: ","))]}"#), at: now)?.days.first?.level
        }
        let old = signal("2024-01-15T07:00:00+01:00", 1)
        // An hour later, although the text is smaller.
        let new = signal("2024-01-15T07:00:00+00:00", 3)
        #expect(level([old, new]) == 3)
        #expect(level([new, old]) == 3)
        #expect(level([old, signal(nil, 2)]) == 1)
        #expect(level([signal(nil, 2), old]) == 1)
    }

    @Test func damageCostsWhatIsDamaged() {
        let body = """
            {"signals":[{"dvalue":1},{"jour":"demain","dvalue":1},3,{"jour":"2024-01-16"},
            {"jour":"2024-01-17","dvalue":2}]}
            """
        let answer = RTEEcowatt.answer(bytes(body), at: now)
        #expect(lines(answer) == ["2024-01-17 2 " + hours([:])])
        #expect(answer?.issues == ["a signal without jour", "jour demain", "a signal without jour"])
        for broken in ["", "[]", "{}", #"{"signals":{}}"#, #"{"error":"x"}"#, #"{"signals":["#] {
            #expect(RTEEcowatt.answer(bytes(broken), at: now) == nil, "\(broken)")
        }
    }

    /// The key says the 14th, the dates inside the 15th: the dates are right.
    @Test func v1OuterKey() throws {
        let body = """
            {"2024-01-14":{"value":1,"message":"Pas d’alerte.","detail":{"2024-01-15 00:00:00":1,"2024-01-15 01:00:00":0,
            "2024-01-15 23:00:00":3}},
            "2024-01-15":{"value":2,"message":"","detail":{"2024-01-16 05:00:00":2,"2024-01-16 06:00:00":null,"x":1}},
            "2024-01-16":{"value":3},
            "2024-01-17":{"value":3,"detail":{"2024-01-18 00:00:00":3,"2024-01-19 00:00:00":1}}}
            """
        let answer = V1Ecowatt.answer(bytes(body), at: now)
        #expect(
            lines(answer) == [
                "2024-01-15 1 " + hours([0: 1, 1: 0, 23: 3]), "2024-01-16 2 " + hours([5: 2]),
                "2024-01-18 ? " + hours([0: 3]), "2024-01-19 ? " + hours([0: 1]),
            ])
        #expect(answer?.issues == ["2024-01-15: x", "2024-01-16: no detail"])
        #expect(V1Ecowatt.answer(bytes(#"{"detail":"quota"}"#), at: now) == nil)
        #expect(V1Ecowatt.answer(bytes("{}"), at: now) == EcowattAnswer(days: []))
    }

    @Test func v2Forecast() async throws {
        try await withHTTPClient { client in
            let source = try V2Ecowatt(client: client, base: HTTPURL("http://127.0.0.1:9/api"), token: Secret("s"))
            let whole = Array(repeating: "0", count: 24).joined(separator: ",")
            let body = """
                {"success":true,"data":[
                {"id":1,"periode":"2024-01-15T00:00:00","dvalue":1,"values":[\(whole)],"hdebut":0,"hfin":23,
                 "generation_datetime":"2024-01-15T07:00:00"},
                {"periode":"2024-01-16T00:00:00","dvalue":2,"values":[3,null,1],"hdebut":20,"hfin":23},
                {"periode":"2024-01-17T00:00:00","dvalue":9,"values":null},{"dvalue":1}],"error":null}
                """
            let answer = try source.answer(bytes(body), at: now)
            #expect(
                lines(answer) == [
                    "2024-01-15 1 " + String(repeating: "0", count: 24), "2024-01-16 2 " + hours([20: 3, 22: 1]),
                ])
            #expect(answer.issues == ["2024-01-17: level 9", "an entry without periode"])
            // Found with the fuzzers: the sum of the first hour and an index was beyond an Int.
            let far = """
                {"success":true,"data":[
                {"periode":"2024-01-15T00:00:00","dvalue":1,"values":[1,2],"hdebut":9223372036854775807}]}
                """
            let read = try source.answer(bytes(far), at: now)
            #expect(lines(read) == ["2024-01-15 1 " + hours([:])])
            #expect(read.issues.count == 2)
        }
    }
}
