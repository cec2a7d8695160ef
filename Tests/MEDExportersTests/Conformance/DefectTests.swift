import MEDCore
import MEDTesting
import Synchronization
import TestServers
import Testing

/// The kit finds what is wrong with an exporter, and nothing wrong with one that keeps its promises.
@Suite(.timeLimit(.minutes(5)))
struct DefectTests {
    private func subject(_ defect: DoubleExporter.Defect) -> ConformanceSubject {
        var script = HTTPDestinationScript { url, secrets in
            [
                "url": .string(url), "username": .string("med"), "password": .secret(Secret(secrets.value("password"))),
                "defect": .string(defect.rawValue),
            ]
        }
        // A destination that says how many lines it has taken.
        script.answer = { [.response(200, "\($0.body.split(separator: 10).count)")] }
        script.key = { $0.header("Idempotency-Key") }
        script.error = { _ in [.response(200, "error: read-only")] }
        script.part = { request in
            let first = request.body.prefix { $0 != 10 }
            return ([.response(200, "1")], Array(first))
        }
        script.untrusted = {
            let server = try await NginxServer.started(try certificates.get())
            return (server.tlsPort, server)
        }
        return .http("double", DoubleExporter.self, series: [.consumption], script: script)
    }

    @Test(arguments: ExporterPromise.allCases)
    func anHonestExporterPasses(_ promise: ExporterPromise) async throws {
        try await ExporterConformance(subject(.none)).run(promise)
    }

    static let defects: [(DoubleExporter.Defect, ExporterPromise, word: String)] = [
        (.claimsWithoutSending, .condition(.well), "delivered, and not there"),
        (.claimsWithoutSending, .condition(.noListener), "delivered"),
        (.takesErrorsForSuccess, .condition(.serverError), "delivered"),
        (.takesErrorsForSuccess, .condition(.redirect), "delivered"),
        (.takesOnlyStatusFor, .condition(.successWithError), "delivered"),
        (.takesOnlyStatusFor, .condition(.partialSuccess), "delivered, and not there"),
        (.retriesAtOnce, .condition(.serverError), "attempts"),
        (.retriesWrongPassword, .condition(.unauthorized), "unreachable"),
        (.forgetsRetryAfter, .condition(.tooManyRequests), "no pause"),
        (.leaksIntoError, .condition(.forbidden), "no secret"),
        (.leaksIntoLog, .secrets, "no secret"),
        (.logsTheAnswer, .condition(.serverError), "secrecy"),
        (.logsThePDL, .secrets, "a shortened PDL"),
        (.unknownIsZero, .unknownDays, "an unknown day"),
        (.zeroIsUnknown, .unknownDays, "a day of 0 kWh"),
        (.testWrites, .connectionTest, "writes"),
        (.newKeys, .resending, "keys"),
        (.deafToCancellation, .cancellation, "within"),
        (.followsRedirects, .condition(.redirect), "no secret to somebody else"),
        (.overstatesEvidence, .condition(.well), "evidence"),
        (.saysNothing, .condition(.serverError), "in both languages"),
    ]

    @Test(arguments: defects)
    func aDefectIsFound(_ defect: DoubleExporter.Defect, _ promise: ExporterPromise, word: String) async throws {
        let failure = try await #require(throws: ConformanceFailure.self) {
            try await ExporterConformance(subject(defect)).run(promise)
        }
        #expect("\(failure)".contains(word), "\(failure)")
        #expect("\(failure)".hasPrefix("double: \(promise)"), "\(failure)")
    }

    @Test func aManifestThatHidesNothingIsFound() async throws {
        let kit = ExporterConformance(
            ConformanceSubject("careless", CarelessExporter.self, series: [], evidence: .sent) { _, _ in nil })
        let failure = try await #require(throws: ConformanceFailure.self) { try await kit.run(.manifest) }
        #expect("\(failure)".contains("api_token is marked as a secret"), "\(failure)")
    }

    @Test func theDaysOfAnothersMeterAreFound() async throws {
        var subject = subject(.none)
        subject.meters = [ConformanceSubject.meters[0]]
        let kit = ExporterConformance(subject)
        let failure = try await #require(throws: ConformanceFailure.self) { try await kit.run(.condition(.well)) }
        #expect("\(failure)".contains("a meter that is another's"), "\(failure)")
    }

    @Test func whatIsThereTwiceIsFound() async throws {
        let subject = ConformanceSubject(
            "repeating", RepeatingExporter.self, series: [.consumption], evidence: .acknowledged
        ) { _, _ in
            ConformanceStage(
                values: [:], owner: [Int](), attempts: { 0 },
                writes: {
                    RepeatingExporter.sent.withLock(\.self).map { ConformanceWrite(address: $0, bytes: []) }
                })
        }
        let kit = ExporterConformance(subject)
        let failure = try await #require(throws: ConformanceFailure.self) { try await kit.run(.resending) }
        #expect("\(failure)".contains("what the destination holds"), "\(failure)")
    }

    /// A condition without a destination needs a reason.
    @Test func silenceAboutAConditionIsAFailure() async throws {
        let kit = ExporterConformance(
            ConformanceSubject("silent", DoubleExporter.self, series: [], evidence: .sent) { _, _ in nil })
        let failure = try await #require(throws: ConformanceFailure.self) { try await kit.run(.condition(.reset)) }
        #expect("\(failure)".contains("or why there is none"))
    }
}

/// Its token is an ordinary text.
private struct CarelessExporter: Exporter {
    static let manifest = ExporterManifest(
        key: "careless", name: LocalizedText(fr: "Négligent", en: "Careless"),
        fields: [
            ConfigurationField(
                "api_token", .text, section: "A", label: LocalizedText(fr: "Jeton", en: "Token"),
                help: LocalizedText(fr: "Le jeton.", en: "The token."))
        ], backfill: .currentOnly, idempotence: .natural)

    init(configuration: ExporterConfiguration, dependencies: ExporterDependencies) throws {}

    func testConnection() async -> ConnectionTestResult { ConnectionTestResult(success: true) }
}

/// Writes where nothing overwrites itself, and does not look what is there.
private struct RepeatingExporter: Exporter {
    static let manifest = ExporterManifest(
        key: "repeating", name: LocalizedText(fr: "Répétiteur", en: "Repeating"), fields: [], backfill: .full,
        idempotence: .none)
    static let sent = Mutex<[String]>([])

    init(configuration: ExporterConfiguration, dependencies: ExporterDependencies) throws {}

    func testConnection() async -> ConnectionTestResult { ConnectionTestResult(success: true) }

    func exportConsumption(_ days: [ConsumptionData], in context: ExportContext) async throws -> ExportResult {
        Self.sent.withLock { $0 += days.map { "\($0.key)" } }
        return ExportResult(all: .delivered(.acknowledged))
    }
}
