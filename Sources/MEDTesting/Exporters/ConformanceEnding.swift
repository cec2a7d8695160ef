import MEDCore

/// How the call of an exporter ended, for one record or as a whole.
enum ConformanceEnding: Hashable, CustomStringConvertible {
    case delivered, skipped, retry, rejected, unreachable, blocked, lost, cancelled, unmentioned
    /// An error that is no `ExporterFault`, or an outcome that nobody may have.
    case strange(String)

    init(_ outcome: ExportOutcome?) {
        switch outcome {
        case .delivered: self = .delivered
        case .skipped: self = .skipped
        case .retry: self = .retry
        case .rejected: self = .rejected
        case nil: self = .unmentioned
        }
    }

    init(_ error: any Error) {
        switch error {
        case ExporterFault.unreachable: self = .unreachable
        case ExporterFault.blocked: self = .blocked
        case ExporterFault.lost: self = .lost
        case is CancellationError: self = .cancelled
        default: self = .strange("thrown \(type(of: error))")
        }
    }

    var description: String {
        switch self {
        case .delivered: "delivered"
        case .skipped: "skipped"
        case .retry: "retry"
        case .rejected: "rejected"
        case .unreachable: "unreachable"
        case .blocked: "blocked"
        case .lost: "lost"
        case .cancelled: "cancelled"
        case .unmentioned: "not mentioned"
        case .strange(let type): "\(type), which is no ending of a call"
        }
    }
}
