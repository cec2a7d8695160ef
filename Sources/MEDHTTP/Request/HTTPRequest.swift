/// One request. Its description names the method and the redacted URL only.
public struct HTTPRequest: Sendable {
    /// The method.
    public var method: HTTPMethod
    /// Where to.
    public var url: HTTPURL
    /// Header fields besides `Host`, `Content-Length` and `Accept-Encoding`, which the client writes.
    public var headers: HTTPHeaders
    /// The body; empty: none.
    public var body: [UInt8]
    /// For the whole exchange: waiting for a connection, sending, the last byte of the body, redirections. At least 1 ms.
    public var deadline: Duration
    /// The largest body to accept, in bytes after decompression.
    public var bodyLimit: Int
    /// Which addresses may be connected to.
    public var addressPolicy: HTTPAddressPolicy
    /// How `https` servers are verified.
    public var tls: HTTPTLS
    /// Credentials; nil: those in the URL, if any.
    public var authentication: HTTPAuthentication?
    /// What to do with a 3xx.
    public var redirects: HTTPRedirects

    /// A request with the defaults of an exporter: 30 s, 16 MiB, the local network allowed, no redirections.
    public init(
        _ method: HTTPMethod = .get,
        _ url: HTTPURL,
        headers: HTTPHeaders = [:],
        body: [UInt8] = [],
        deadline: Duration = .seconds(30),
        bodyLimit: Int = 16 << 20,
        addressPolicy: HTTPAddressPolicy = .lanAllowed,
        tls: HTTPTLS = HTTPTLS(),
        authentication: HTTPAuthentication? = nil,
        redirects: HTTPRedirects = .none
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.deadline = deadline
        self.bodyLimit = bodyLimit
        self.addressPolicy = addressPolicy
        self.tls = tls
        self.authentication = authentication
        self.redirects = redirects
    }
}

extension HTTPRequest: CustomStringConvertible, CustomReflectable {
    /// `GET https://host/path?key=***`.
    public var description: String { "\(method.rawValue) \(url)" }

    /// Shows ``description`` only.
    public var customMirror: Mirror { Mirror(self, children: ["request": description]) }
}
