/// The opening handshake of a client (RFC 6455 §4.1).
struct WebSocketHandshake {
    /// 16 random bytes in base64.
    let key: String

    init(nonce: [UInt8]) { key = Base64.encoded(nonce) }

    /// What only a WebSocket server answers to the key (§4.2.2).
    var accept: String { Base64.encoded(SHA1.hash(Array((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8))) }

    /// The request's head.
    func request(_ request: HTTPRequest, _ credentials: HTTPAuthentication?, userAgent: String) -> [UInt8] {
        let url = request.url
        let host = url.origin.description.dropFirst(url.origin.scheme.utf8.count + 3)
        var lines = [
            "GET \(url.path + (url.query.map { "?" + $0 } ?? "")) HTTP/1.1", "Host: \(host)", "Upgrade: websocket",
            "Connection: Upgrade", "Sec-WebSocket-Key: \(key)", "Sec-WebSocket-Version: 13",
        ]
        if request.headers["User-Agent"] == nil { lines.append("User-Agent: " + userAgent) }
        for field in request.headers.fields where field.name.lowercased() != credentials?.name.lowercased() {
            lines.append(field.name + ": " + field.value)
        }
        if let credentials { lines.append(credentials.name + ": " + credentials.value) }
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    }

    /// The headers of an answer that opens the WebSocket; `nil` for one that is informational.
    func check(_ head: [UInt8]) throws(HTTPFault) -> HTTPHeaders? {
        let status = try Self.status(head)
        if (100...199).contains(status), status != 101 { return nil }
        let headers = HTTPHeaders(head: head)
        guard status == 101 else {
            throw HTTPFault(
                .upgradeRefused, "HTTP \(status)", status: status, retryAfter: headers["Retry-After"])
        }
        guard headers["Upgrade"]?.lowercased() == "websocket",
            headers.values("Connection").joined(separator: ",").lowercased().split(separator: ",")
                .contains(where: { $0.filter { $0 != " " } == "upgrade" })
        else { throw HTTPFault(.malformedResponse, "WebSocket: the answer 101 upgrades to something else") }
        guard headers.values("Sec-WebSocket-Accept") == [accept] else {
            throw HTTPFault(.malformedResponse, "WebSocket: Sec-WebSocket-Accept does not fit the key")
        }
        // §4.1, points 5 and 6: none was asked for.
        guard headers["Sec-WebSocket-Extensions"] == nil, headers["Sec-WebSocket-Protocol"] == nil else {
            throw HTTPFault(.malformedResponse, "WebSocket: the server chose an extension or a protocol of its own")
        }
        return headers
    }

    /// `HTTP/1.1 101 Switching Protocols`.
    private static func status(_ head: [UInt8]) throws(HTTPFault) -> Int {
        let line = String(decoding: head.prefix { $0 != 0x0D && $0 != 0x0A }, as: UTF8.self).split(separator: " ")
        guard line.count >= 2, line[0] == "HTTP/1.1" || line[0] == "HTTP/1.0", line[1].utf8.count == 3,
            let status = Int(line[1]), (100...599).contains(status)
        else { throw HTTPFault(.malformedResponse, "WebSocket: the answer is not HTTP/1.1") }
        return status
    }
}
