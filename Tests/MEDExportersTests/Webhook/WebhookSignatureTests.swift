import MEDCore
import TestServers
import Testing

@testable import MEDExporters

/// Standard Webhooks: what stays and what changes between attempts, and signatures that others verify.
@Suite(.timeLimit(.minutes(2)))
struct WebhookSignatureTests {
    /// Section "Verifying signatures" of the specification, in Python's standard library: no code of ours.
    private static let verifier = """
        import base64, hashlib, hmac, sys
        secret, identifier, timestamp, signatures, path = sys.argv[1:]
        key = base64.b64decode(secret.removeprefix("whsec_"))
        with open(path, "rb") as file: body = file.read()
        content = f"{identifier}.{timestamp}.".encode() + body
        expected = base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
        assert "." not in identifier
        for versioned in signatures.split(" "):
            version, signature = versioned.split(",", 1)
            if version == "v1" and hmac.compare_digest(signature, expected): print("verified"); sys.exit()
        print("not verified")
        """

    private func verdict(of request: HTTPPeer.Request, secret: String) throws -> String {
        let directory = try TemporaryDirectory("med-webhook")
        let path = try directory.write(String(decoding: request.body, as: UTF8.self), to: "body")
        let arguments = try ["webhook-id", "webhook-timestamp", "webhook-signature"].map {
            try #require(request.header($0))
        }
        let python = try Executable.path("python3", package: "python3")
        return try Executable.run(python, ["-c", Self.verifier, secret] + arguments + [path])
            .split(separator: "\n").joined()
    }

    /// The example that the reference implementations test themselves with.
    @Test func theReferenceImplementationsExample() throws {
        let signer = try #require(try WebhookSigner([("secret", Secret(signingSecret))]))
        let body = Array(#"{"test": 2432232314}"#.utf8)
        #expect(
            signer.signatures(id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1_614_265_330, body: body)
                == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
        #expect(!"\(signer)".contains("MfKQ"))
    }

    @Test func anIndependentImplementationVerifiesIt() async throws {
        let peer = try HTTPPeer { _ in [.response(200)] }
        _ = try await webhook(peer.url(), ["secret": .secret(Secret(signingSecret))]).export([document()])
        let request = try #require(peer.requests.first)
        #expect(try verdict(of: request, secret: signingSecret) == "verified")
        #expect(try verdict(of: request, secret: olderSecret) == "not verified")
        // To the byte, as the package `standardwebhooks` 1.1.0 of PyPI took it once: another id would be another message
        // to everybody who has this one.
        #expect(request.header("webhook-id") == "msg_ce4e12afdf1faf0514dea7bbaf72d264")
        #expect(request.header("webhook-signature") == "v1,O+TJd/C7gJQpOBwCsSAv18SLQuFGtDwvEiijoxkAGdE=")
    }

    @Test func bothSecretsVerifyDuringARotation() async throws {
        let peer = try HTTPPeer { _ in [.response(200)] }
        _ = try await webhook(
            peer.url(),
            ["secret": .secret(Secret(signingSecret)), "previous_secret": .secret(Secret(olderSecret))]
        ).export([document()])
        let request = try #require(peer.requests.first)
        #expect(request.header("webhook-signature")?.split(separator: " ").count == 2)
        #expect(try verdict(of: request, secret: signingSecret) == "verified")
        #expect(try verdict(of: request, secret: olderSecret) == "verified")
    }

    @Test func anotherAttemptHasTheSameIdAndBodyAndAnotherTimestamp() async throws {
        let peer = try HTTPPeer { $0.header("webhook-timestamp") == "1705314600" ? [.response(503)] : [.response(200)] }
        let clock = TestClock()
        let exporter = try webhook(peer.url(), ["secret": .secret(Secret(signingSecret))], clock: clock)
        let failed = try await exporter.export([document()])
        #expect(failed.outcome(for: document().key) == nil)
        clock.advance(bySeconds: 300)
        _ = try await exporter.export([document()])
        let (first, second) = (peer.requests[0], try #require(peer.requests.dropFirst().first))
        #expect(first.header("webhook-id") == second.header("webhook-id"))
        #expect(first.body == second.body)
        #expect(first.header("webhook-timestamp") == "1705314600")
        #expect(second.header("webhook-timestamp") == "1705314900")
        #expect(first.header("webhook-signature") != second.header("webhook-signature"))
        #expect(try verdict(of: second, secret: signingSecret) == "verified")
    }

    @Test func everyOtherMessageHasAnotherId() async throws {
        let peer = try HTTPPeer { _ in [.response(200)] }
        let exporter = try webhook(peer.url())
        let later = recorded.advanced(bySeconds: 60)
        // Another day, value, meter and direction; and a value that comes back, which is news to a receiver.
        let days = [
            document(), document(january15.next), document(wattHours: 15_235), document(pdl: otherMeter),
            document(recordedAt: later),
        ]
        for day in days { _ = try await exporter.export([day]) }
        _ = try await exporter.exportProduction([ProductionData(document(january15, .production))], in: webhookContext)
        _ = try await exporter.exportTempo([tempoDay], in: webhookContext)
        _ = try await exporter.exportEcowatt([ecowattDay], in: webhookContext)
        _ = try await webhook(peer.url(), instance: "webhook.second").export([document()])
        let ids = peer.requests.compactMap { $0.header("webhook-id") }
        #expect(ids.count == 9)
        #expect(Set(ids).count == 9)
        #expect(ids.allSatisfy { $0.hasPrefix("msg_") && $0.count == 36 && !$0.contains(".") })
    }

    @Test(arguments: [
        "hunter2hunter2", "whsec_", "whsec_c2hvcnQ=", "whsec_not/base64!",
        "whsec_" + String(repeating: "AAAA", count: 22),
    ])
    func whatIsNoSecretIsRefused(_ secret: String) throws {
        let text = try refusal(["secret": .secret(Secret(secret))])
        #expect(text.french.hasPrefix("secret doit être whsec_ suivi de 24 à 64 octets en base64"))
        #expect(secret == "whsec_" || !text.french.contains(secret))
    }
}
