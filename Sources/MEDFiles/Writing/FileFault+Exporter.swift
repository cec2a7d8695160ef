import Glibc
import MEDCore

extension FileFault {
    /// What the fault means for a whole destination: a full or absent disk may come back by itself, missing rights do not.
    var exporterFault: ExporterFault {
        if isFull { return .unreachable(retryAfter: .seconds(600), reason: text) }
        if isDenied || cause == .system(ENOTDIR) || cause == .tooManyRows { return .blocked(cause: text) }
        return .unreachable(retryAfter: nil, reason: text)
    }
}
