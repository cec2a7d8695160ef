/// A promise of `Exporter`, each a row of the report.
public enum ExporterPromise: Hashable, Sendable, CaseIterable, CustomStringConvertible {
    /// The manifest says all that forms, environments, redaction and documentation need, in both languages.
    case manifest
    /// The connection test tries the destination and writes nothing there.
    case connectionTest
    /// What is unknown is skipped, what is 0 is 0.
    case unknownDays
    /// The same records again, by another process an hour later: the same bytes, or the same keys.
    case resending
    /// A cancelled call returns within a second.
    case cancellation
    /// No secret and no whole PDL in a log, an error, a result, a preview.
    case secrets
    /// Outcomes, number of requests and discretion while the destination is in that condition.
    case condition(DestinationCondition)

    /// All of them, in the order of a report.
    public static var allCases: [ExporterPromise] {
        [.manifest, .connectionTest, .unknownDays, .resending, .cancellation, .secrets]
            + DestinationCondition.allCases.map(ExporterPromise.condition)
    }

    /// The row's title in a report.
    public var description: String {
        switch self {
        case .manifest: "complete manifest, both languages"
        case .connectionTest: "connection test writes nothing"
        case .unknownDays: "unknown is skipped, 0 is 0"
        case .resending: "re-sending is idempotent"
        case .cancellation: "cancelled within 1 s"
        case .secrets: "no secret in logs, errors, previews"
        case .condition(let condition): condition.title
        }
    }
}
