public import MEDCore
public import MEDHTTP

/// What a gateway answered over HTTP, before anything is made of it.
///
/// Decoding is pure: the same answer, question and instant give the same result, without network or clock. Any bytes may
/// come in; what cannot be used ends as a ``GatewayFault`` or an issue, never as a value that nobody sent.
public struct GatewayAnswer: Sendable {
    /// Who answered: it decides what a stamp means.
    public let gateway: GatewayKind
    /// The HTTP status. The v2 gateway answers 200 to errors too.
    public let status: Int
    /// The header fields.
    public let headers: HTTPHeaders
    /// The body, decompressed.
    public let body: [UInt8]
    let redaction: Redaction

    /// An answer.
    ///
    /// - Parameter token: what must not show in any text made of the answer: servers echo what they were sent.
    public init(
        of gateway: GatewayKind, status: Int, headers: HTTPHeaders = [:], body: [UInt8],
        hiding token: Secret = Secret("")
    ) {
        self.gateway = gateway
        self.status = status
        self.headers = headers
        self.body = body
        redaction = Redaction(token)
    }

    var isSuccess: Bool { (200...299).contains(status) }
}

extension GatewayAnswer: CustomStringConvertible, CustomReflectable {
    /// The gateway, the status and the size: the body may hold anything.
    public var description: String { "\(status) of \(gateway.rawValue), \(body.count) bytes" }

    /// Shows ``description`` only.
    public var customMirror: Mirror { Mirror(self, children: ["answer": description]) }
}
