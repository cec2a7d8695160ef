/// A request method (RFC 9110 §9).
public enum HTTPMethod: String, Sendable, CaseIterable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
    case options = "OPTIONS"

    /// Whether sending it twice does what sending it once does (RFC 9110 §9.2.2).
    ///
    /// The client sends such a request again when a kept-alive connection turns out to be closed; the others only when
    /// the server cannot have taken them.
    public var isIdempotent: Bool { self != .post && self != .patch }
}
