/// What a 3xx with a `Location` means.
public struct HTTPRedirects: Sendable, Hashable {
    let limit: Int

    /// It is the response: a redirection to a login page must not look like success.
    public static let none = HTTPRedirects(limit: 0)

    /// Follow up to `limit` of them. Credentials and all headers but the harmless ones stay with the origin they were
    /// given for; https never becomes http.
    public static func follow(upTo limit: Int = 5) -> HTTPRedirects { HTTPRedirects(limit: max(0, limit)) }
}
