/// What a server must not send: the fault of the connection, and the code to close it with (RFC 6455 §7.4.1).
struct WebSocketViolation: Error {
    let closeCode: UInt16
    let fault: HTTPFault

    /// 1002: against the protocol.
    static func framing(_ detail: String) -> WebSocketViolation {
        WebSocketViolation(closeCode: 1002, fault: HTTPFault(.malformedResponse, "WebSocket: " + detail))
    }

    /// 1007: a text that is not UTF-8.
    static let notUTF8 = WebSocketViolation(
        closeCode: 1007, fault: HTTPFault(.malformedResponse, "WebSocket: a text that is not UTF-8"))

    /// 1009: larger than is accepted.
    static func tooLarge(_ limit: Int) -> WebSocketViolation {
        WebSocketViolation(
            closeCode: 1009, fault: HTTPFault(.bodyTooLarge, "WebSocket: a message of more than \(limit) bytes"))
    }
}
