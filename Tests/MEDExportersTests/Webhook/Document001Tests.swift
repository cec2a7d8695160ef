import Foundation
import MEDCore
import MEDExporters
import TestServers
import Testing

/// A receiver written for document 001's example, in Python: an HTTP server that reads exactly the payload which that
/// document's `export_consumption` sends, and verifies the signature by Standard Webhooks. It shares no code with ours.
@Suite(.timeLimit(.minutes(3)))
struct Document001Tests {
    private static let receiver = """
        import base64, hashlib, hmac, http.server, json, sys
        from datetime import date, datetime
        folder, secret = sys.argv[1:]
        key = base64.b64decode(secret.removeprefix("whsec_"))

        class Receiver(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            def log_message(self, *arguments): pass
            def answer(self, status):
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()
            def do_HEAD(self): self.answer(200)
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                content = f'{self.headers["webhook-id"]}.{self.headers["webhook-timestamp"]}.'.encode() + body
                expected = "v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
                if expected not in self.headers["webhook-signature"].split(" "): return self.answer(401)
                # As aiohttp's `await request.json()` would give document 001's payload.
                payload = json.loads(body)
                if list(payload) != ["type", "pdl", "date", "value_kwh", "timestamp"]: return self.answer(422)
                assert payload["type"] in ("consumption", "production")
                assert isinstance(payload["pdl"], str) and len(payload["pdl"]) == 14
                day = date.fromisoformat(payload["date"])
                value_wh = payload["value_kwh"] * 1000
                moment = datetime.fromisoformat(payload["timestamp"].replace("Z", "+00:00"))
                with open(folder + "/received", "a") as file:
                    file.write(f'{payload["type"]} {payload["pdl"]} {day:%d/%m/%Y} {value_wh:.0f} {moment:%s}\\n')
                self.answer(204)

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
        with open(folder + "/port.new", "w") as file: file.write(str(server.server_port))
        import os
        os.rename(folder + "/port.new", folder + "/port")
        server.serve_forever()
        """

    private func text(_ path: String) -> String? { try? String(contentsOfFile: path, encoding: .utf8) }

    @Test func itsReceiverReadsOurPayload() async throws {
        let folder = try TemporaryDirectory("med-document-001")
        let script = try folder.write(Self.receiver, to: "receiver.py")
        let python = try ChildProcess(
            try Executable.path("env", package: "coreutils"),
            ["TZ=UTC", try Executable.path("python3", package: "python3"), script, folder.path(""), signingSecret],
            output: folder.path("log"))
        defer { python.kill() }
        let port = try await Poll.until("the receiver listens", timeout: .seconds(120)) {
            text(folder.path("port")).flatMap { Int($0) }
        }
        let url = "http://127.0.0.1:\(port)/linky"
        let exporter = try webhook(url, ["secret": .secret(Secret(signingSecret))])
        #expect(await exporter.testConnection().success)
        let days = [document(), document(january15.next, wattHours: 1), document(pdl: otherMeter, wattHours: 0)]
        let result = try await exporter.export(days)
        for day in days { #expect(result.outcome(for: day.key) == .delivered(.acknowledged)) }
        let production = document(january15, .production, wattHours: 3_210)
        _ = try await exporter.exportProduction([ProductionData(production)], in: webhookContext)
        let lines = try #require(text(folder.path("received"))).split(separator: "\n").sorted()
        #expect(
            lines == [
                "consumption 01234567890123 15/01/2024 0 1705314600",
                "consumption 12345678901234 15/01/2024 15234 1705314600",
                "consumption 12345678901234 16/01/2024 1 1705314600",
                "production 12345678901234 15/01/2024 3210 1705314600",
            ])
        // It does look: another secret is refused, and so is another payload.
        let stranger = try webhook(url, ["secret": .secret(Secret(olderSecret))])
        guard case .blocked = try await stranger.export([document()]).interruption else {
            Issue.record("a wrong signature was taken")
            return
        }
        let refused = try await exporter.exportTempo([tempoDay], in: webhookContext)
        #expect(refused.outcome(for: tempoDay.key) == .rejected(reason: "HTTP 422"))
    }
}
