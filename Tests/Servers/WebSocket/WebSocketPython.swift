/// RFC 6455's server side in Python, written from the RFC and used by peers of the tests.
enum WebSocketPython {
    static let source = #"""
        import base64, hashlib, json, os, socket, ssl, struct, sys, threading, time, urllib.parse

        def say(line):
            sys.stdout.write(line + "\n")
            sys.stdout.flush()

        class Closed(Exception):
            pass

        class Peer:
            """One connection after its handshake."""
            def __init__(self, conn, path, query, headers, rest):
                self.conn, self.path, self.query, self.headers, self.rest = conn, path, query, headers, rest

            def read(self, count):
                while len(self.rest) < count:
                    more = self.conn.recv(65536)
                    if not more:
                        raise Closed(None)
                    self.rest += more
                taken, self.rest = self.rest[:count], self.rest[count:]
                return taken

            def frame(self):
                first, second = self.read(2)
                assert first & 0x70 == 0, "reserved bits"
                assert second & 0x80, "a client has to mask"
                length = second & 0x7F
                if length == 126:
                    length, = struct.unpack("!H", self.read(2))
                    assert length > 125
                elif length == 127:
                    length, = struct.unpack("!Q", self.read(8))
                    assert length > 65535
                key = self.read(4)
                data = self.read(length)
                mask = (key * (length // 4 + 1))[:length]
                data = (int.from_bytes(data, "big") ^ int.from_bytes(mask, "big")).to_bytes(length, "big")
                return first & 0x80 != 0, first & 0x0F, data

            def message(self):
                """The next text (str) or binary (bytes); pings are answered."""
                kind, parts = None, []
                while True:
                    final, opcode, data = self.frame()
                    if opcode == 8:
                        code = struct.unpack("!H", data[:2])[0] if data else None
                        say("close %s" % code)
                        self.send(8, data)
                        raise Closed(code)
                    if opcode == 9:
                        self.send(10, data)
                    elif opcode == 10:
                        say("pong " + data.decode())
                    else:
                        assert (opcode == 0) == (kind is not None)
                        kind = kind or opcode
                        parts.append(data)
                        if final:
                            whole = b"".join(parts)
                            return whole.decode("utf-8") if kind == 1 else whole

            @staticmethod
            def encoded(opcode, data, final=True):
                head = bytes([(0x80 if final else 0) | opcode])
                if len(data) < 126:
                    head += bytes([len(data)])
                elif len(data) < 65536:
                    head += bytes([126]) + struct.pack("!H", len(data))
                else:
                    head += bytes([127]) + struct.pack("!Q", len(data))
                return head + data

            def send(self, opcode, data, final=True):
                self.conn.sendall(self.encoded(opcode, data, final))

            def text(self, text):
                self.send(1, text.encode("utf-8"))

            def reset(self):
                self.conn.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.conn.close()

        def accept_of(key):
            return base64.b64encode(hashlib.sha1((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest()).decode()

        def serve_one(conn, handler, other):
            rest = b""
            while b"\r\n\r\n" not in rest:
                more = conn.recv(65536)
                if not more:
                    return
                rest += more
            head, rest = rest.split(b"\r\n\r\n", 1)
            lines = head.decode().split("\r\n")
            method, target, version = lines[0].split(" ")
            headers = {}
            for line in lines[1:]:
                name, value = line.split(":", 1)
                headers[name.lower()] = value.strip()
            url = urllib.parse.urlsplit(target)
            query = dict(urllib.parse.parse_qsl(url.query))
            if headers.get("upgrade", "").lower() != "websocket" or url.path in other:
                body = b""
                length = int(headers.get("content-length", "0"))
                while len(rest) < length:
                    rest += conn.recv(65536)
                answer = other.get(url.path, other.get("*"))
                answer(conn, method, headers, rest[:length]) if answer else None
                return
            assert method == "GET" and version == "HTTP/1.1" and headers["sec-websocket-version"] == "13"
            assert len(base64.b64decode(headers["sec-websocket-key"])) == 16
            conn.sendall(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                "Sec-WebSocket-Accept: %s\r\n\r\n" % accept_of(headers["sec-websocket-key"])).encode())
            handler(Peer(conn, url.path, query, headers, rest))

        def serve(handler, other, certificate=None, key=None, port=0):
            context = None
            if certificate:
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.load_cert_chain(certificate, key)
            listener = socket.socket()
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(("127.0.0.1", port))
            listener.listen(128)
            say("port %d" % listener.getsockname()[1])
            def run(conn):
                try:
                    if context:
                        conn = context.wrap_socket(conn, server_side=True)
                    serve_one(conn, handler, other)
                except (Closed, OSError):
                    pass
                finally:
                    conn.close()
                    say("gone")
            while True:
                conn, _ = listener.accept()
                threading.Thread(target=run, args=(conn,), daemon=True).start()

        """#
}
