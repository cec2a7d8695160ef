import Foundation
import MEDCore
import MEDHTTP
import Synchronization
import TestServers
import Testing

@testable import MEDExporters

/// Every exchange of a transcript: the fake answers as it says, and the exporter understands what it says. `make
/// check-data` does the same with the transcripts of a real core.
@Suite(.timeLimit(.minutes(1)))
struct JeedomTranscriptTests {
    /// What each answer is to the exporter; nil: a success.
    private static let meanings: [String: JeedomFailure.Kind] = [
        "version_bad_key": .key, "version_short_key": .key, "version_no_key": .key, "version_plugin_key_alone": .key,
        "unknown_method": .method, "fullById_unknown": .equipment, "event_unknown": .command, "event_probe": .command,
        "event_bad_date": .value, "batch": .foreign, "virtual_unknown_id": .command, "virtual_probe": .command,
        "virtual_bad_key": .key, "virtual_core_key": .key, "virtual_echo": .command,
    ]

    @Test func theFakeAnswersEveryExchange() async throws {
        let transcript = try JeedomTranscript(jeedomTranscript)
        let seconds = Atomic<Int64>(1_795_219_664)
        let box = try transcript.box { seconds.add(1, ordering: .relaxed).newValue }
        defer { withExtendedLifetime(box) {} }
        let client = try HTTPClient()
        #expect(transcript.exchanges.count == 33)
        for exchange in transcript.exchanges {
            let headers: HTTPHeaders = exchange.contentType.map { ["Content-Type": $0] } ?? [:]
            let response = try await client.send(
                HTTPRequest(
                    exchange.method == "POST" ? .post : .get, try HTTPURL(box.url + exchange.target), headers: headers,
                    body: Array(exchange.body.utf8)))
            #expect(response.status == exchange.status, "\(exchange.name)")
            #expect(
                response.headers["Content-Type"]?.lowercased() == exchange.answerType.lowercased(), "\(exchange.name)")
            #expect(
                JeedomTranscript.comparable(String(decoding: response.body, as: UTF8.self))
                    == JeedomTranscript.comparable(exchange.answer), "\(exchange.name)")
        }
        // `value=` empty is 0.
        #expect(box.history(of: 32).values.contains("0"))
        print("Jeedom: \(transcript.exchanges.count) synthetic exchanges answered")
    }

    @Test func theExporterUnderstandsEveryAnswer() throws {
        let transcript = try JeedomTranscript(jeedomTranscript)
        let key = try JeedomKey(Secret("OwnVirtualKeyOfTheseTests012345678"))
        var count = 0
        for exchange in transcript.exchanges where exchange.isJSONRPC || exchange.isVirtual {
            let body = Array(exchange.answer.utf8)
            let failure =
                exchange.isVirtual ? JeedomFailure.ofVirtual(body, key: key) : JeedomFailure.ofJSONRPC(body, key: key)
            #expect(failure?.kind == Self.meanings[exchange.name], "\(exchange.name)")
            #expect(failure?.text.contains("OwnVirtualKey") != true, "\(exchange.name)")
            count += 1
        }
        #expect(count == 31)
    }

    /// Answers of boxes in other words.
    @Test(
        arguments: [
            ("Unknown virtual command ID : 0", JeedomFailure.Kind.command),
            ("You are not authorized to perform this action, IP : 192.168.1.9", .key),
            ("Commande ID virtuel inconnu, ou la commande n'est pas de type virtuel : 7", .command),
            ("[MySQL] Error code : HY000 (2006). server has gone away", .trouble),
            ("<br />\n<b>Fatal error</b>: Uncaught Error", .trouble), ("<html></html>", .foreign), ("hello", .foreign),
        ])
    func otherWordsOfTheVirtualPlugin(_ text: String, _ kind: JeedomFailure.Kind) {
        #expect(JeedomFailure.ofVirtual(Array(text.utf8), key: .none)?.kind == kind)
    }

    @Test func codesAreNumbersOrTexts() {
        func kind(_ code: String) -> JeedomFailure.Kind? {
            let body = #"{"jsonrpc":"2.0","id":1,"error":{"code":\#(code),"message":"x"}}"#
            return JeedomFailure.ofJSONRPC(Array(body.utf8), key: .none)?.kind
        }
        #expect(kind("2") == .key && kind("\"2\"") == .key && kind("701") == .command && kind("-32000") == .trouble)
        #expect(kind("null") == .trouble)
    }
}
