/// Why an exchange gave no response.
///
/// A response with any status, 404 and 503 included, is no fault.
public struct HTTPFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// The kinds of faults.
    public enum Code: String, Sendable, CaseIterable {
        /// Not an absolute `http` or `https` URL.
        case invalidURL
        /// A header, a limit or a method that cannot be sent.
        case invalidRequest
        /// The credentials belong to another origin than the request's URL.
        case foreignCredentials
        /// The host name has no address.
        case resolve
        /// Nothing listens on that port.
        case refused
        /// The network has no way to the host.
        case unreachable
        /// No complete response before the deadline.
        case timedOut
        /// The server's certificate is not signed by a trusted authority, or is out of date.
        case tlsVerification
        /// The server's certificate is for another host name.
        case tlsHostName
        /// The server's public key is not the pinned one.
        case tlsPin
        /// A certificate or key file is missing, unreadable or not PEM.
        case tlsFile
        /// The server wants a client certificate, or refuses the one shown.
        case tlsClientCertificate
        /// TLS failed for another reason, such as a server that does not speak it.
        case tlsHandshake
        /// Every address of the host is one that the address policy refuses.
        case addressRefused
        /// The body, decompressed, is larger than the request's limit.
        case bodyTooLarge
        /// The connection ended before the response did.
        case connectionLost
        /// What came is not HTTP, or a header or a compressed body is damaged.
        case malformedResponse
        /// The server answers a WebSocket's opening handshake with another status: ``HTTPFault/status``.
        case upgradeRefused
        /// More redirections than the request allows, or one from https to http.
        case redirectLimit
        /// The calling task was cancelled.
        case cancelled
        /// The client is closed.
        case closed
        /// Anything else: ``HTTPFault/detail`` says what.
        case other
    }

    /// The kind.
    public let code: Code
    /// What is known beyond the kind, for a log: host names, addresses, file names; never a header, a query, a body.
    public let detail: String
    /// With `upgradeRefused`, what the server answered instead of 101; `nil` otherwise.
    public let status: Int?
    /// With `upgradeRefused`, the value of `Retry-After`; `nil` when the server gave none.
    public let retryAfter: String?

    /// A fault of a kind.
    public init(_ code: Code, _ detail: String = "", status: Int? = nil, retryAfter: String? = nil) {
        self.code = code
        self.detail = detail
        self.status = status
        self.retryAfter = retryAfter
    }

    /// True when the same request may work later without anybody changing anything.
    public var isTransient: Bool {
        switch code {
        case .resolve, .refused, .unreachable, .timedOut, .tlsHandshake, .connectionLost, .malformedResponse, .other:
            true
        case .upgradeRefused:
            // A server that is starting answers 404, a proxy before it 502; a redirection or a ban stays.
            status.map { !(300...399).contains($0) && $0 != 401 && $0 != 403 } ?? true
        case .invalidURL, .invalidRequest, .foreignCredentials, .tlsVerification, .tlsHostName, .tlsPin, .tlsFile,
            .tlsClientCertificate, .addressRefused, .bodyTooLarge, .redirectLimit, .cancelled, .closed:
            false
        }
    }

    /// The kind and the detail.
    public var description: String {
        detail.isEmpty ? code.rawValue : "\(code.rawValue): \(detail)"
    }
}
