import CCurl

/// An absolute `http` or `https` URL that shows no secret.
///
/// It is parsed by libcurl, which also sends the request: what was checked is what is connected to. User information is
/// taken out and becomes credentials of the origin; the fragment is dropped.
public struct HTTPURL: Sendable {
    /// Immutable and shared: a URL is copied several times on the way of each request, and is seven strings.
    private final class Content: Sendable {
        let origin: HTTPOrigin
        let path: String
        let query: String?
        let user: String?
        let password: String?
        let requestText: String

        init(_ origin: HTTPOrigin, path: String, query: String?, user: String?, password: String?) {
            self.origin = origin
            self.path = path
            self.query = query
            self.user = user
            self.password = password
            requestText = origin.description + path + (query.map { "?" + $0 } ?? "")
        }
    }

    private let content: Content

    /// Scheme, host and port.
    public var origin: HTTPOrigin { content.origin }
    /// The path as it is sent, percent-encoded, `/` at least.
    public var path: String { content.path }
    /// The query as it is sent, without `?`. It may hold keys: not for a log.
    public var query: String? { content.query }
    /// From `user:password@`, for basic authentication; only ``HTTPClient`` uses it.
    var user: String? { content.user }
    var password: String? { content.password }
    /// What is sent: without user information and fragment, with the query.
    var requestText: String { content.requestText }

    /// Parses a URL. Numeric hosts in odd notations (`0x7f.1`) become plain addresses.
    ///
    /// - Throws: ``HTTPFault`` with `invalidURL`, which does not repeat the text.
    public init(_ text: String) throws(HTTPFault) {
        let parts = try URLParts()
        try parts.set(CURLUPART_URL, text)
        try self.init(parts)
    }

    /// The URL that a reference in a document or a `Location` header means, seen from this one.
    ///
    /// - Throws: ``HTTPFault`` with `invalidURL`, also for other schemes.
    public func resolving(_ reference: String) throws(HTTPFault) -> HTTPURL {
        let parts = try URLParts()
        try parts.set(CURLUPART_URL, requestText)
        try parts.set(CURLUPART_URL, reference)
        return try HTTPURL(parts)
    }

    /// The URL with a path after this one's: `appending(path: "api/states")`.
    ///
    /// - Parameter path: percent-encoded; the slash between both is added when there is none and never doubled.
    /// - Throws: ``HTTPFault`` with `invalidURL`.
    public func appending(path more: String) throws(HTTPFault) -> HTTPURL {
        let base = path.hasSuffix("/") ? String(path.dropLast()) : path
        return try with(CURLUPART_PATH, base + (more.hasPrefix("/") ? more : "/" + more))
    }

    /// The URL with a name and a value added to the query; both are percent-encoded here.
    ///
    /// - Throws: ``HTTPFault`` with `invalidURL`.
    public func appending(queryItem name: String, _ value: String) throws(HTTPFault) -> HTTPURL {
        let item = Self.encoded(name) + "=" + Self.encoded(value)
        return try with(CURLUPART_QUERY, query.map { $0 + "&" + item } ?? item)
    }

    private func with(_ part: CURLUPart, _ value: String) throws(HTTPFault) -> HTTPURL {
        let parts = try URLParts()
        try parts.set(CURLUPART_URL, requestText)
        if let user { try parts.set(CURLUPART_USER, user, flags: CURLU_URLENCODE) }
        if let password { try parts.set(CURLUPART_PASSWORD, password, flags: CURLU_URLENCODE) }
        try parts.set(part, value)
        return try HTTPURL(parts)
    }

    private init(_ parts: borrowing URLParts) throws(HTTPFault) {
        guard let scheme = parts.get(CURLUPART_SCHEME), ["http", "https"].contains(scheme),
            let host = parts.get(CURLUPART_HOST), !host.isEmpty,
            let port = parts.get(CURLUPART_PORT, flags: CURLU_DEFAULT_PORT).flatMap({ Int($0) }),
            (1...65535).contains(port)
        else { throw HTTPFault(.invalidURL, "not an absolute http or https URL") }
        // A zone (`fe80::1%eth0`) belongs to link-local addresses, which no policy allows.
        guard parts.get(CURLUPART_ZONEID) == nil else { throw HTTPFault(.invalidURL, "an address with a zone") }
        content = Content(
            HTTPOrigin(scheme: scheme, host: host.lowercased(), port: port),
            path: parts.get(CURLUPART_PATH) ?? "/",
            query: parts.get(CURLUPART_QUERY),
            user: parts.get(CURLUPART_USER, flags: CURLU_URLDECODE),
            password: parts.get(CURLUPART_PASSWORD, flags: CURLU_URLDECODE)
        )
    }

    /// Everything but RFC 3986's unreserved characters as `%XX`.
    private static func encoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                bytes.append(byte)
            default:
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension HTTPURL: Hashable {
    /// Whether both are sent alike, credentials included.
    public static func == (left: HTTPURL, right: HTTPURL) -> Bool {
        left.content === right.content
            || (left.requestText == right.requestText && left.user == right.user && left.password == right.password)
    }

    /// Hashes what is sent; credentials are left to ``==(_:_:)``.
    public func hash(into hasher: inout Hasher) { hasher.combine(requestText) }
}
