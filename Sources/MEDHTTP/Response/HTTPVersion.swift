/// The version of HTTP that a response came in.
public enum HTTPVersion: String, Sendable {
    case http1_0 = "1.0"
    case http1_1 = "1.1"
    case http2 = "2"
}
