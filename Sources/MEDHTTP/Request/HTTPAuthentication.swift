/// Credentials of one origin.
///
/// They are sent to that origin and to no other: a request elsewhere is refused with ``HTTPFault/Code-swift.enum/foreignCredentials``, and a
/// redirection elsewhere is followed without them.
public struct HTTPAuthentication: Sendable, Hashable {
    /// Where they may be sent.
    public let origin: HTTPOrigin
    let name: String
    let value: String

    /// `Authorization: Basic …` (RFC 7617, UTF-8).
    public static func basic(user: String, password: String, for origin: HTTPOrigin) -> HTTPAuthentication {
        let value = "Basic " + Base64.encoded(Array("\(user):\(password)".utf8))
        return HTTPAuthentication(origin: origin, name: "Authorization", value: value)
    }

    /// `Authorization: Bearer …` (RFC 6750).
    public static func bearer(_ token: String, for origin: HTTPOrigin) -> HTTPAuthentication {
        HTTPAuthentication(origin: origin, name: "Authorization", value: "Bearer " + token)
    }

    /// A header with a key as its value, such as `X-API-Key`.
    public static func header(_ name: String, _ value: String, for origin: HTTPOrigin) -> HTTPAuthentication {
        HTTPAuthentication(origin: origin, name: name, value: value)
    }
}

extension HTTPAuthentication: CustomStringConvertible, CustomReflectable {
    /// The header's name and the origin; never the value.
    public var description: String { "\(name) for \(origin)" }

    /// Shows ``description`` only.
    public var customMirror: Mirror { Mirror(self, children: ["header": description]) }
}
