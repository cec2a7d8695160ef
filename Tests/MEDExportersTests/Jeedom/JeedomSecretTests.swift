import MEDCore
import MEDExporters
import TestServers
import Testing

@testable import MEDExporters

/// The key is in requests and in nothing else, whatever the box echoes.
@Suite(.timeLimit(.minutes(1)))
struct JeedomSecretTests {
    /// Answers that repeat the request, key included, in every shape that is read.
    private static let echoes: [@Sendable (String) -> (Int, String)] = [
        { (200, #"{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"\#($0)"}}"#) },
        { (200, #"{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"[MySQL] Error code : 22007 \#($0)"}}"#) },
        { (200, #"{"jsonrpc":"2.0","id":1,"error":{"code":2,"message":"\#($0)"}}"#) },
        { (200, #"{"jsonrpc":"2.0","id":1,"error":{"code":702,"message":"Commande introuvable : \#($0)"}}"#) },
        { (200, #"{"jsonrpc":"2.0","id":1,"error":{"code":500,"message":"\#($0)"}}"#) },
        { (200, #"{"jsonrpc":"2.0","id":1,"result":"\#($0)"}"#) },
        { (200, #"{"jsonrpc":"2.0","id":1,"error":{"code":"\#($0)","message":{"a":"\#($0)"}}}"#) },
        { (200, #"Commande introuvable : {"apikey":"\#($0)","plugin":"virtual"}"#) },
        { (200, "Vous n'êtes pas autorisé à effectuer cette action, IP : \($0)") },
        { (200, "SQLSTATE[HY000]: \($0)") }, { (200, "<html>\($0)</html>") },
        { (200, String(repeating: "x", count: 150) + $0) }, { (404, $0) }, { (401, $0) }, { (500, $0) }, { (418, $0) },
    ]

    @Test(arguments: ["jsonrpc", "virtual"], 0..<16)
    func noErrorResultOrLogHoldsTheKey(_ method: String, _ echo: Int) async throws {
        let key = method == "virtual" ? virtualKey : coreKey
        let box = try jeedom()
        defer { withExtendedLifetime(box) {} }
        let (status, body) = Self.echoes[echo](key)
        box.intercept { _ in [.response(status, body)] }
        let lines = LogLines()
        let exporter = try JeedomExporter(
            configuration: jeedomConfiguration(
                box.url, ["method": .string(method), "api_key": .secret(Secret(key))]),
            dependencies: jeedomDependencies(lines.logger))
        var seen: [String] = []
        func note(_ operation: () async throws -> Any) async {
            do {
                let value = try await operation()
                var text = ""
                dump(value, to: &text)
                seen.append(text)
            } catch {
                var text = "\(error)"
                dump(error, to: &text)
                seen.append(text)
            }
        }
        await note { try await exporter.publish(fullState()) }
        await note { try await exporter.exportConsumption([ConsumptionData(document())], in: jeedomContext) }
        await note { try await exporter.detect() }
        await note { await exporter.testConnection() }
        await note { exporter.preview(fullState()).map { String(decoding: $0.body, as: UTF8.self) } }
        await note { exporter.preview([document()]).map { String(decoding: $0.body, as: UTF8.self) } }
        await note { exporter }
        #expect(
            box.requests.allSatisfy {
                String(decoding: $0.body, as: UTF8.self).contains(key) || !$0.body.contains(0x41)
            })
        let all = seen.joined(separator: "\n") + lines.text
        #expect(!all.contains(key))
        // Nor a part of it, which a shortened text might show.
        #expect(!all.contains(key.prefix(12)))
        #expect(seen.count == 7)
        box.intercept(nil)
    }

    /// The core's own: it repeats the whole request when a command is not found by its name.
    @Test func theRealEchoIsRedacted() throws {
        let key = try JeedomKey(Secret(virtualKey))
        let body = #"Commande introuvable : {"apikey":"\#(virtualKey)","plugin":"virtual","type":"event"}"#
        let failure = try #require(JeedomFailure.ofVirtual(Array(body.utf8), key: key))
        #expect(failure.text == #"Commande introuvable : {"apikey":"•••","plugin":"virtual","type":"event"}"#)
    }

    @Test func redactionFindsEveryOccurrence() throws {
        let key = try JeedomKey(Secret("aaaaaaaaaaaaaaaaab"))
        func redacted(_ text: String) -> String {
            String(decoding: key.redacting(Array(text.utf8)), as: UTF8.self)
        }
        #expect(redacted("aaaaaaaaaaaaaaaaaab") == "a•••")
        #expect(redacted("aaaaaaaaaaaaaaaaabaaaaaaaaaaaaaaaaab!") == "••••••!")
        #expect(redacted("é aaaaaaaaaaaaaaaaa") == "é aaaaaaaaaaaaaaaaa")
        #expect(redacted("").isEmpty)
    }
}
