extension HTTPPeer.Step {
    /// A text as bytes.
    public static func text(_ text: String) -> Self { .bytes(Array(text.utf8)) }

    /// A whole response with its Content-Length.
    public static func response(_ status: Int = 200, headers: [String] = [], _ body: String = "") -> Self {
        response(status, headers: headers, bytes: Array(body.utf8))
    }

    /// A whole response with its Content-Length.
    public static func response(_ status: Int, headers: [String], bytes: [UInt8]) -> Self {
        let lines = ["HTTP/1.1 \(status) Status", "Content-Length: \(bytes.count)"] + headers
        return .bytes(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + bytes)
    }
}
