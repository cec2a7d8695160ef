import MEDCore
import MEDSources

extension SourceSync.Outcome {
    /// When something that is due may be asked for; `nil` when nothing is.
    var waitsUntil: UTCInstant? {
        reports.filter { $0.report.end != .done }.map(\.report.next).min()
    }

    /// Two passes of the same sources as one: how it ended is the later one's to say, what was done is both's.
    func followed(by later: Self) -> Self {
        var sum = later
        for index in sum.reports.indices {
            let account = sum.reports[index].account
            guard let earlier = reports.first(where: { $0.account == account })?.report else { continue }
            sum.reports[index].report = earlier.followed(by: sum.reports[index].report)
        }
        return sum
    }
}
