import MEDCore
import MEDHTTP
import Synchronization
import TestServers
import Testing

@testable import MEDExporters

@Suite(.timeLimit(.minutes(1)))
struct HTTPDestinationTests {
    private let now = UTCInstant(secondsSinceEpoch: 1_700_000_000)

    private static func answer(_ status: Int) -> [HTTPPeer.Step] {
        [.bytes(Array("HTTP/1.1 \(status) X\r\nContent-Length: 0\r\n\r\n".utf8))]
    }

    private func fault(_ destination: HTTPDestination) async throws -> ExporterFault? {
        destination.fault(of: try await destination.send(destination.request()), now: now)
    }

    @Test(
        "an address that has worked is not given up for a proxy's 404 or 405; a refusal still is",
        arguments: [404, 405])
    func outlivesAProxysPage(status: Int) async throws {
        let current = Mutex(status)
        let peer = try HTTPPeer { _ in Self.answer(current.withLock(\.self)) }
        let url = try HTTPURL(peer.url("/x"))
        let destination = HTTPDestination(name: "Box", url: url, memory: HTTPDestinationMemory())
        // Never worked: a wrong path.
        guard case .blocked(let cause) = try await fault(destination) else {
            Issue.record("not blocked")
            return
        }
        #expect(cause.english == "Box does not know this address (HTTP \(status)). Check the path of the URL.")
        current.withLock { $0 = 204 }
        #expect(try await fault(destination) == nil)
        current.withLock { $0 = status }
        guard case .unreachable(_, let reason) = try await fault(destination) else {
            Issue.record("blocked")
            return
        }
        #expect(reason.english.contains("It did before: sending is tried again."))
        #expect(reason.french.contains("Elle a répondu auparavant : l'envoi est retenté."))
        current.withLock { $0 = 401 }
        guard case .blocked = try await fault(destination) else {
            Issue.record("a refusal does not block")
            return
        }
        // Without a memory, as a webhook is: always blocked.
        let webhook = HTTPDestination(name: "Webhook", url: url)
        current.withLock { $0 = 204 }
        #expect(try await fault(webhook) == nil)
        current.withLock { $0 = status }
        guard case .blocked = try await fault(webhook) else {
            Issue.record("not blocked")
            return
        }
    }

    @Test("a client that could not be made is made by the next call, once")
    func failureIsNotRemembered() throws {
        final class Made: Sendable {}
        let holder = Mutex<Made?>(nil)
        #expect(throws: HTTPFault.self) {
            try SharedHTTPClient.client(in: holder) { () throws(HTTPFault) in throw HTTPFault(.other, "no thread") }
        }
        let first = try SharedHTTPClient.client(in: holder) { () throws(HTTPFault) in Made() }
        let second = try SharedHTTPClient.client(in: holder) { () throws(HTTPFault) in Made() }
        #expect(first === second)
    }

    @Test("who wants a client certificate is not told to look at ca_cert")
    func clientCertificate() throws {
        let destination = HTTPDestination(name: "Box", url: try HTTPURL("https://box.lan/"))
        let text = HTTPFaultText(HTTPFault(.tlsClientCertificate), destination)
        #expect(!text.hint.english.contains("ca_cert") && text.hint.english.contains("client certificate"))
        #expect(!text.hint.french.contains("ca_cert") && text.hint.french.contains("certificat client"))
    }
}
