import MEDCore

/// Shows that an exporter keeps the promises written at `Exporter`, whatever its destination does.
///
/// ```swift
/// let kit = ExporterConformance(subject)
/// for promise in ExporterPromise.allCases { try await kit.run(promise) }
/// ```
public struct ExporterConformance: Sendable {
    /// What came of a promise that was not broken.
    public enum Finding: Hashable, Sendable {
        /// It was kept.
        case kept
        /// It does not apply, for that reason.
        case notApplicable(String)
    }

    /// Which exporter.
    public let subject: ConformanceSubject
    /// How long a call may take that nothing ends: beyond it the machine, not the exporter, would have to be slow.
    let patience: Duration
    /// How long a cancelled call may take.
    static let cancellation = Duration.seconds(1)

    /// A check of an exporter.
    public init(_ subject: ConformanceSubject, patience: Duration = .seconds(60)) {
        self.subject = subject
        self.patience = patience
    }

    /// Checks one promise.
    ///
    /// - Throws: `ConformanceFailure`, its subject beginning with the exporter and the promise, or what a stage threw.
    @discardableResult
    public func run(_ promise: ExporterPromise) async throws -> Finding {
        if let reason = subject.notApplicable[promise] { return .notApplicable(reason) }
        do {
            switch promise {
            case .manifest: try checkManifest()
            case .connectionTest: try await checkConnectionTest()
            case .unknownDays: try await checkUnknownDays()
            case .resending: try await checkResending()
            case .cancellation: try await checkCancellation()
            case .secrets: try await checkSecrets()
            case .condition(let condition): try await check(condition)
            }
            return .kept
        } catch let failure as ConformanceFailure {
            throw ConformanceFailure(
                "\(subject.name): \(promise): \(failure.subject)", expected: failure.expected, found: failure.found)
        }
    }

    /// Checks every promise.
    ///
    /// - Throws: As `run`, at the first one that is broken.
    public func runAll() async throws -> [ExporterPromise: Finding] {
        var findings: [ExporterPromise: Finding] = [:]
        for promise in ExporterPromise.allCases { findings[promise] = try await run(promise) }
        return findings
    }

    func scene(_ condition: DestinationCondition) async throws -> ConformanceScene {
        let secrets = ConformanceSecrets()
        guard let stage = try await subject.stages(condition, secrets) else {
            throw ConformanceFailure(
                "the subject", expected: "a destination in the condition \"\(condition.title)\", or why there is none",
                found: "neither")
        }
        return ConformanceScene(subject: subject, stage: stage, secrets: secrets)
    }
}
