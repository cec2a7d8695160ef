import MEDCore
import MEDStore

extension ExporterFault {
    /// What an error that stopped a delivery means: anything unknown may pass.
    init(_ error: any Error) {
        switch error {
        case let fault as ExporterFault: self = fault
        case let error as StoreError: self = .unreachable(retryAfter: nil, reason: error.message)
        default:
            let text = "\(type(of: error)): \(error)"
            self = .unreachable(retryAfter: nil, reason: LocalizedText(fr: text, en: text))
        }
    }

    /// Why, for the household.
    var reason: LocalizedText {
        switch self {
        case .unreachable(_, let reason): reason
        case .blocked(let cause): cause
        case .lost(let reason): reason
        }
    }
}
