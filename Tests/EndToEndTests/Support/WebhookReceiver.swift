import Foundation
import TestServers

/// A webhook's receiver in Python, which shares no code with ours: it keeps what it was sent, and checks the password.
struct WebhookReceiver {
    /// A message that arrived.
    struct Message: Decodable {
        let method: String
        let path: String
        /// Whether the password was right.
        let isKnown: Bool
        let id: String?
        let body: String
    }

    private static let source = #"""
        import base64, http.server, json, sys, threading

        lock = threading.Lock()

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def take(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
                right = "Basic " + base64.b64encode(sys.argv[1].encode()).decode()
                known = self.headers.get("Authorization") == right
                line = json.dumps({"method": self.command, "path": self.path, "isKnown": known,
                    "id": self.headers.get("webhook-id"), "body": body})
                # One at a time: `print` writes the text and the end of the line apart.
                with lock:
                    print(line, flush=True)
                self.send_response(204 if known else 401)
                if not known:
                    self.send_header("Content-Length", "0")
                self.end_headers()

            do_HEAD = do_POST = do_GET = take

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        print("port", server.server_address[1], flush=True)
        server.serve_forever()
        """#

    private let server: PythonServer

    /// Starts one that takes `user:password` only.
    static func started(_ login: String) async throws -> WebhookReceiver {
        WebhookReceiver(server: try await PythonServer.started(source, [login]))
    }

    var url: String { "http://127.0.0.1:\(server.port)/linky" }

    /// All requests so far, in order.
    func messages() throws -> [Message] {
        try server.lines.map { try JSONDecoder().decode(Message.self, from: Data($0.utf8)) }
    }

    func stop() { server.stop() }
}
