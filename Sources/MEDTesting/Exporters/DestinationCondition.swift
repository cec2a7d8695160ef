/// How a destination is when an exporter meets it.
public enum DestinationCondition: String, Hashable, Sendable, CaseIterable {
    /// It answers well.
    case well
    /// It answers well, after a while.
    case slow
    /// It takes the connection and what is sent, and never answers.
    case silent
    /// It resets the connection instead of answering.
    case reset
    /// It does not know our credentials (HTTP 401, a broker that refuses the password).
    case unauthorized
    /// It knows us and does not let us write (HTTP 403, an access list).
    case forbidden
    /// It does not know the address (HTTP 404).
    case notFound
    /// HTTP 429 with a `Retry-After` of 7 seconds.
    case tooManyRequests
    /// HTTP 500.
    case serverError
    /// HTTP 503 with a `Retry-After` of 7 seconds.
    case unavailable
    /// It answers as if all were well and says in the body that it is not.
    case successWithError
    /// It takes a part of what it gets, and says so.
    case partialSuccess
    /// It speaks no TLS where TLS is configured.
    case noTLS
    /// Its certificate is signed by an unknown authority.
    case untrustedCertificate
    /// It sends us to somebody else.
    case redirect
    /// It sends us to the metadata address of clouds, 169.254.169.254.
    case redirectToMetadata
    /// Its answer has a quarter of a gigabyte.
    case hugeBody
    /// Nothing listens there.
    case noListener
    /// What is sent there disappears: not even the connection is made.
    case blackHole
    /// For one that is asked: the port on which it would listen is taken.
    case portBusy
    /// For one that writes files: the disk is full.
    case diskFull
    /// For one that writes files: the folder may not be written to.
    case readOnlyFolder

    /// The row's title in a report.
    public var title: String {
        switch self {
        case .well: "answers well"
        case .slow: "answers slowly"
        case .silent: "never answers"
        case .reset: "resets the connection"
        case .unauthorized: "wrong credentials (401)"
        case .forbidden: "no right to write (403)"
        case .notFound: "unknown address (404)"
        case .tooManyRequests: "429 with Retry-After"
        case .serverError: "500"
        case .unavailable: "503 with Retry-After"
        case .successWithError: "success that holds an error"
        case .partialSuccess: "takes a part"
        case .noTLS: "no TLS where TLS is wanted"
        case .untrustedCertificate: "untrusted certificate"
        case .redirect: "redirects to somebody else"
        case .redirectToMetadata: "redirects to 169.254.169.254"
        case .hugeBody: "huge answer"
        case .noListener: "nothing listens"
        case .blackHole: "black hole"
        case .portBusy: "port busy"
        case .diskFull: "disk full"
        case .readOnlyFolder: "read-only folder"
        }
    }

    /// How a call may end under it.
    var endings: Set<ConformanceEnding> {
        switch self {
        case .well, .slow: [.delivered]
        case .silent, .reset, .serverError, .noListener, .blackHole, .tooManyRequests, .unavailable, .diskFull:
            [.retry, .unreachable]
        case .unauthorized, .forbidden: [.blocked]
        case .notFound, .redirect, .redirectToMetadata: [.blocked, .unreachable, .retry, .rejected]
        case .successWithError: [.blocked, .unreachable, .retry, .rejected]
        case .noTLS, .untrustedCertificate, .portBusy, .readOnlyFolder: [.blocked, .unreachable]
        case .partialSuccess: [.delivered, .unreachable, .retry, .rejected]
        case .hugeBody: [.delivered, .blocked, .unreachable, .retry, .rejected]
        }
    }

    /// The pause that the destination asks for.
    var retryAfter: Duration? { self == .tooManyRequests || self == .unavailable ? .seconds(7) : nil }

    /// Whether a call ends by a deadline only.
    var isHanging: Bool { self == .silent || self == .blackHole }

    /// Whether a test of the connection cannot but see it. A right to write can often not be tried without writing, and
    /// some tests only read.
    var failsTheTest: Bool {
        switch self {
        case .unauthorized, .reset, .serverError, .noTLS, .untrustedCertificate, .noListener, .portBusy, .diskFull,
            .readOnlyFolder:
            true
        default: false
        }
    }
}
