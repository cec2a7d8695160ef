/// A WebSocket server whose behaviour the path of a connection chooses:
///
/// | path | what it does |
/// |---|---|
/// | `/echo` | sends back what comes |
/// | `/fragments` | a text in three fragments, a ping between them, its bytes one by one |
/// | `/ping` | a ping, then `done` when its pong came |
/// | `/headers` | the request's headers as JSON |
/// | `/bytes?hex=…` | these bytes as they are, then nothing |
/// | `/close?code=…` | a close frame |
/// | `/big?size=…` | a text of that many bytes |
/// | `/reset`, `/drop` | ends the connection by RST, or without a close frame, at the first message |
/// | `/hold` | reads nothing and sends nothing |
/// | `/silent` | does not even answer the handshake |
/// | `/status404`, `/accept`, `/extension`, `/interim` | an answer of that kind to the handshake |
public final class WebSocketPeer: Sendable {
    private let server: PythonServer

    /// Starts one, with TLS when a certificate and a key are given.
    public static func started(certificate: String? = nil, key: String? = nil) async throws -> WebSocketPeer {
        let arguments = [certificate, key].compactMap(\.self)
        return WebSocketPeer(try await PythonServer.started(WebSocketPython.source + script, arguments))
    }

    private init(_ server: PythonServer) { self.server = server }

    /// `http://127.0.0.1:port` and the path, or `https://localhost:port`.
    public func url(_ path: String, scheme: String = "http") -> String {
        "\(scheme)://\(scheme == "https" ? "localhost" : "127.0.0.1"):\(server.port)\(path)"
    }

    /// What it has seen: `close 1000`, `pong …`, and `gone` for each connection that ended.
    public var events: [String] { server.lines }

    /// Ends it.
    public func stop() { server.stop() }

    private static let script = #"""
        def handle(peer):
            if peer.path == "/echo":
                while True:
                    message = peer.message()
                    if isinstance(message, str):
                        peer.text(message)
                    else:
                        peer.send(2, message)
            if peer.path == "/fragments":
                frames = peer.encoded(1, "déjà ".encode()[:2], False) + peer.encoded(9, b"now") \
                    + peer.encoded(0, "déjà ".encode()[2:], False) + peer.encoded(0, "vu".encode())
                for byte in frames:
                    peer.conn.sendall(bytes([byte]))
            if peer.path == "/ping":
                peer.send(9, b"one")
                assert peer.frame() == (True, 10, b"one")
                peer.text("done")
            if peer.path == "/headers":
                peer.text(json.dumps(peer.headers))
            if peer.path == "/bytes":
                peer.conn.sendall(bytes.fromhex(peer.query["hex"]))
            if peer.path == "/close":
                peer.send(8, struct.pack("!H", int(peer.query["code"])) + b"because")
                say("answer %d" % struct.unpack("!H", peer.frame()[2])[0])
                return
            if peer.path == "/big":
                peer.text("x" * int(peer.query["size"]))
            if peer.path == "/reset":
                peer.message()
                return peer.reset()
            if peer.path == "/drop":
                peer.message()
                return
            if peer.path == "/hold":
                time.sleep(3600)
            peer.message()

        def head(text):
            def answer(conn, method, headers, body):
                conn.sendall(text.replace("ACCEPT", accept_of(headers["sec-websocket-key"])).encode("latin-1"))
                conn.recv(65536)
            return answer

        upgrade = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        serve(handle, {
            "/silent": lambda conn, *rest: conn.recv(65536),
            "/status404": head("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"),
            "/status403": head("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"),
            "/accept": head(upgrade + "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n"),
            "/extension": head(upgrade + "Sec-WebSocket-Extensions: permessage-deflate\r\nSec-WebSocket-Accept: ACCEPT\r\n\r\n"),
            "/plain": head("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ACCEPT\r\n\r\n"),
            "/interim": head("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + upgrade
                + "Sec-WebSocket-Accept: ACCEPT\r\n\r\n\x81\x02ok"),
        }, *sys.argv[1:])
        """#
}
