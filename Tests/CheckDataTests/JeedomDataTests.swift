import Foundation
import MEDCore
import MEDHTTP
import TestServers
import Testing

@testable import MEDExporters

/// The recorded exchanges with a real core 4.5.3, all of them: the fake answers them as the core did, and the exporter
/// understands what the core said.
@Suite(.timeLimit(.minutes(1)))
struct JeedomDataTests {
    /// What each answer is to the exporter; nil: a success. Those of methods that it does not call are not listed.
    private static let meanings: [String: JeedomFailure.Kind?] = [
        "ping": nil, "version": nil, "version_bad_key": .key, "version_no_key": .key, "datetime": nil,
        "unknown_method": .method, "byType": nil, "byType_empty": nil, "fullById": nil, "fullById_unknown": .equipment,
        "byEqLogicId": nil, "event": nil, "event_unknown": .command, "event_bad_date": .value, "getHistory": nil,
        "execCmd": nil, "batch": .foreign, "virtual_ok": nil, "virtual_unknown_id": .command,
        "virtual_probe": .command, "virtual_bad_key": .key, "virtual_eid": nil,
    ]

    private func transcript() throws -> JeedomTranscript {
        struct NotSet: Error {}
        guard let path = ProcessInfo.processInfo.environment["MED_DATA"] else { throw NotSet() }
        let file = URL(filePath: path).appending(path: "jeedom/jeedom-4.5.3.txt")
        return try JeedomTranscript(String(contentsOf: file, encoding: .utf8))
    }

    /// Differences that must be are left out: the box's own times (`<time>`, `<float>`), and the white space at the end.
    @Test func theFakeAnswersAsTheCoreDid() async throws {
        let transcript = try transcript()
        let box = try transcript.box { 1_795_219_664 }
        let client = try HTTPClient()
        #expect(transcript.exchanges.count == 24)
        for exchange in transcript.exchanges {
            let headers: HTTPHeaders = exchange.contentType.map { ["Content-Type": $0] } ?? [:]
            let response = try await client.send(
                HTTPRequest(
                    exchange.method == "POST" ? .post : .get, try HTTPURL(box.url + exchange.target), headers: headers,
                    body: Array(exchange.body.utf8)))
            let answer = String(decoding: response.body, as: UTF8.self)
            #expect(response.status == exchange.status, "\(exchange.name)")
            #expect(
                response.headers["Content-Type"]?.lowercased() == exchange.answerType.lowercased(), "\(exchange.name)")
            #expect(
                JeedomTranscript.comparable(answer) == JeedomTranscript.comparable(exchange.answer), "\(exchange.name)")
        }
        print("Jeedom: \(transcript.exchanges.count) exchanges answered as recorded")
    }

    @Test func everyRecordedAnswerIsUnderstood() throws {
        let transcript = try transcript()
        let key = try JeedomKey(Secret("aKeyOfThisTest0123456789"))
        var understood = 0
        for exchange in transcript.exchanges {
            guard let meaning = Self.meanings[exchange.name] else { continue }
            let body = Array(exchange.answer.utf8)
            let failure =
                exchange.isVirtual ? JeedomFailure.ofVirtual(body, key: key) : JeedomFailure.ofJSONRPC(body, key: key)
            #expect(failure?.kind == meaning, "\(exchange.name)")
            understood += 1
        }
        #expect(understood == Self.meanings.count)
        func result<Value: Decodable>(_ name: String, as type: Value.Type) throws -> Value {
            return try JSONDecoder().decode(Envelope<Value>.self, from: Data(try transcript.exchange(name).answer.utf8))
                .result
        }
        #expect(try result("byType", as: JeedomList<JeedomEquipment>.self).elements.map(\.isEnabled) == [true])
        #expect(try result("byType_empty", as: JeedomList<JeedomEquipment>.self).elements.isEmpty)
        let equipment = try result("fullById", as: JeedomEquipment.self)
        #expect(equipment.commands.count == 7)
        let proposal = JeedomDetection.proposal(of: [equipment], pdl: nil)
        #expect(
            proposal.commands.mapValues(\.id) == [
                .consumptionHC: 3, .consumptionHP: 4, .consumptionDaily: 2, .productionDaily: 5, .maxPower: 6,
                .tempoToday: 7,
            ])
        #expect(proposal.warnings.count == 4, "all but the one with \"Mode de lissage: Aucun\" are smoothed")
        print("Jeedom: \(understood) answers understood, detection \(proposal.yaml(in: .english))")
    }
}

private struct Envelope<Value: Decodable>: Decodable {
    let result: Value
}
