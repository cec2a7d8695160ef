import MEDCore
import MEDExporters
import TestServers
import Testing

/// What a receiver's answers mean, record by record.
@Suite(.timeLimit(.minutes(2)))
struct WebhookOutcomeTests {
    private let days = (0..<4).map { document(january15.advanced(by: $0)) }

    @Test(arguments: [200, 201, 202, 204])
    func twoHundredsAreDelivered(_ status: Int) async throws {
        let peer = try HTTPPeer { _ in [.response(status)] }
        let result = try await webhook(peer.url()).export([document()])
        #expect(result.outcome(for: document().key) == .delivered(.acknowledged))
    }

    @Test(arguments: [400, 409, 413, 415, 418, 422])
    func aRefusedDayIsRejectedAndTheOthersGoOn(_ status: Int) async throws {
        let peer = try HTTPPeer { request in
            String(decoding: request.body, as: UTF8.self).contains("2024-01-16")
                ? [.response(status, "no such\r\n\tdate \u{7}12345678901234")] : [.response(200)]
        }
        let result = try await webhook(peer.url()).export(days)
        #expect(result.outcome(for: days[0].key) == .delivered(.acknowledged))
        #expect(result.outcome(for: days[1].key) == .rejected(reason: "HTTP \(status): no such date …1234"))
        #expect(result.outcome(for: days[3].key) == .delivered(.acknowledged))
        #expect(result.interruption == nil)
        #expect(peer.requests.count == 4)
    }

    @Test func aLongAnswerIsCut() async throws {
        let peer = try HTTPPeer { _ in [.response(422, String(repeating: "é", count: 5_000))] }
        let result = try await webhook(peer.url()).export([document()])
        #expect(
            result.outcome(for: document().key)
                == .rejected(reason: "HTTP 422: " + String(repeating: "é", count: 100) + "…"))
    }

    @Test(arguments: [301, 302, 307, 401, 402, 403, 404, 405, 407, 410, 451])
    func whatNeedsSomebodyBlocks(_ status: Int) async throws {
        let peer = try HTTPPeer { request in
            isFirst(request) ? [.response(200)] : [.response(status, headers: ["Location: /elsewhere"])]
        }
        let result = try await webhook(peer.url()).export(days)
        #expect(result.outcome(for: days[0].key) == .delivered(.acknowledged), "what was taken before counts")
        #expect(result.outcome(for: days[1].key) == nil)
        guard case .blocked(let cause) = result.interruption else {
            Issue.record("\(status): \(String(describing: result.interruption))")
            return
        }
        #expect(cause.french.contains("HTTP \(status)"))
        #expect(peer.requests.count == 2, "nothing is sent after it, and no redirection is followed")
    }

    @Test func goneSaysWhatToDo() async throws {
        let peer = try HTTPPeer { _ in [.response(410)] }
        let result = try await webhook(peer.url()).export(days)
        #expect(
            result.interruption
                == .blocked(
                    cause: LocalizedText(
                        fr:
                            "Le destinataire ne veut plus de ces messages (HTTP 410). Rien n'est plus envoyé : indiquez "
                            + "sa nouvelle adresse, ou désactivez ce webhook.",
                        en: "The receiver wants no more of these messages (HTTP 410). Nothing is sent any more: enter "
                            + "its new address, or disable this webhook.")))
    }

    @Test(
        arguments: [
            (429, "Retry-After: 120", Duration.seconds(120)),
            // 2024-01-15T10:30:00Z is the exporter's clock.
            (503, "Retry-After: Mon, 15 Jan 2024 10:35:00 GMT", .seconds(300)),
            (429, "Retry-After: Mon, 15 Jan 2024 10:00:00 GMT", .seconds(0)),
            (502, "X-Nothing: 1", nil), (500, "Retry-After: soon", nil), (408, "X-Nothing: 1", nil),
        ] as [(Int, String, Duration?)])
    func overloadIsWaitedFor(_ status: Int, _ header: String, _ wait: Duration?) async throws {
        let peer = try HTTPPeer { request in
            isFirst(request) ? [.response(200)] : [.response(status, headers: [header])]
        }
        let result = try await webhook(peer.url()).export(days)
        #expect(result.outcome(for: days[0].key) == .delivered(.acknowledged))
        #expect(result.outcome(for: days[1].key) == nil)
        guard case .unreachable(let after, _) = result.interruption else {
            Issue.record("\(status): \(String(describing: result.interruption))")
            return
        }
        #expect(after == wait)
        #expect(peer.requests.count == 2)
    }

    @Test func aBrokenConnectionKeepsWhatWasTaken() async throws {
        let peer = try HTTPPeer { isFirst($0) ? [.response(200)] : [.reset] }
        let result = try await webhook(peer.url()).export(days)
        #expect(result.outcome(for: days[0].key) == .delivered(.acknowledged))
        #expect(result.outcome(for: days[1].key) == nil)
        guard case .unreachable = result.interruption else {
            Issue.record("\(String(describing: result.interruption))")
            return
        }
    }

    @Test func nothingListens() async throws {
        let port = try ReservedPort()
        let result = try await webhook("http://127.0.0.1:\(port.number)/").export(days)
        #expect(
            result.interruption
                == .unreachable(
                    retryAfter: nil,
                    reason: LocalizedText(
                        fr: "Rien n'écoute sur 127.0.0.1:\(port.number). Vérifiez l'hôte et le port de l'URL.",
                        en: "Nothing listens on 127.0.0.1:\(port.number). Check the host and the port of the URL.")))
    }

    @Test(arguments: ["http://169.254.169.254/latest/", "http://[fe80::1]/", "http://[::ffff:169.254.169.254]/"])
    func linkLocalAndMetadataAddressesAreRefused(_ url: String) async throws {
        let result = try await webhook(url).export([document()])
        guard case .blocked(let cause) = result.interruption else {
            Issue.record("\(String(describing: result.interruption))")
            return
        }
        #expect(cause.french.hasSuffix("Les adresses de lien local et de métadonnées sont toujours refusées."))
    }
}

/// Whether it is the request of 15 January.
func isFirst(_ request: HTTPPeer.Request) -> Bool {
    String(decoding: request.body, as: UTF8.self).contains("2024-01-15\"")
}
