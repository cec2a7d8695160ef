extension HTTPRequest {
    /// Written by the client or by libcurl; another value would make two readers see two requests.
    private static let ownHeaders: Set<String> = [
        "host", "content-length", "transfer-encoding", "connection", "accept-encoding", "expect", "upgrade",
    ]

    /// The credentials to send with it; nil: none.
    ///
    /// - Throws: ``HTTPFault`` with `foreignCredentials`.
    func credentials() throws(HTTPFault) -> HTTPAuthentication? {
        if let authentication {
            guard authentication.origin == url.origin else {
                throw HTTPFault(.foreignCredentials, "\(url.origin) is not \(authentication.origin)")
            }
            return authentication
        }
        guard let user = url.user else { return nil }
        return .basic(user: user, password: url.password ?? "", for: url.origin)
    }

    /// - Throws: ``HTTPFault`` with `invalidRequest`: what would end a header line early, or cannot be.
    func validate(_ credentials: HTTPAuthentication?) throws(HTTPFault) {
        guard bodyLimit >= 0 else { throw HTTPFault(.invalidRequest, "a body limit below 0") }
        guard deadline >= .milliseconds(1) else { throw HTTPFault(.invalidRequest, "a deadline below 1 ms") }
        for field in headers.fields {
            try Self.validate(field.name, field.value)
            guard !Self.ownHeaders.contains(field.name.lowercased()) else {
                throw HTTPFault(.invalidRequest, "\(field.name) is written by the client")
            }
        }
        if let credentials { try Self.validate(credentials.name, credentials.value) }
    }

    private static func validate(_ name: String, _ value: String) throws(HTTPFault) {
        // RFC 9110 §5.6.2: a token.
        let isToken =
            !name.isEmpty
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
        guard isToken else { throw HTTPFault(.invalidRequest, "a header name that is no token") }
        guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
            throw HTTPFault(.invalidRequest, "a control character in the value of \(name)")
        }
    }
}
