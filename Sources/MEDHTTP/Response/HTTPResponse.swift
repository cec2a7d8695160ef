/// A complete response, whatever its status.
public struct HTTPResponse: Sendable {
    /// 200 to 599.
    public let status: Int
    /// The header fields as received; `Content-Encoding` and `Content-Length` are about the body before it was
    /// decompressed.
    public let headers: HTTPHeaders
    /// The body, decompressed.
    public let body: [UInt8]
    /// The version of HTTP.
    public let version: HTTPVersion
    /// The URL that answered: the request's, or the last redirection's.
    public let url: HTTPURL
    /// The server's address, IPv6 without brackets; nil: unknown.
    public let remoteAddress: String?
    /// How long the stages took.
    public let timings: HTTPTimings

    /// Whether the status is 2xx.
    public var isSuccess: Bool { (200...299).contains(status) }

    /// Where a 3xx points to; nil: it is none, or its `Location` is missing or no http URL.
    public var location: HTTPURL? {
        guard (300...399).contains(status), let reference = headers["Location"] else { return nil }
        return try? url.resolving(reference)
    }

    /// How long to wait before the next request, from `Retry-After`; nil: the server does not say.
    ///
    /// - Parameter now: seconds since 1970, for a server that names an instant.
    public func retryAfter(now: Int64) -> Duration? {
        headers["Retry-After"].flatMap { RetryAfter.delay($0, now: now) }
    }
}

extension HTTPResponse: CustomStringConvertible, CustomReflectable {
    /// The status, the redacted URL and the size of the body.
    public var description: String { "\(status) from \(url), \(body.count) bytes" }

    /// Shows ``description`` only.
    public var customMirror: Mirror { Mirror(self, children: ["response": description]) }
}
