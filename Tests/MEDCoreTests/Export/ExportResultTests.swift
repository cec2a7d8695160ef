import MEDCore
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ExportResultTests {
    private func keys() throws -> [RecordKey] {
        [try Sample.document(day: "2024-01-15").key, try Sample.document(day: "2024-01-16").key]
    }

    @Test func successDeliversEveryRecordAndFailureKeepsThem() throws {
        for key in try keys() {
            #expect(ExportResult(success: true, recordsExported: 1).outcome(for: key) == .delivered(.acknowledged))
            #expect(
                ExportResult(success: false, error: "HTTP 500").outcome(for: key)
                    == .retry(after: nil, reason: "HTTP 500"))
            #expect(ExportResult(success: false).outcome(for: key) == .retry(after: nil, reason: "no reason given"))
        }
    }

    @Test func recordThatIsNotMentionedHasNoOutcome() throws {
        let keys = try keys()
        var result = ExportResult([keys[0]: .delivered(.sent)])
        #expect(result.outcome(for: keys[0]) == .delivered(.sent))
        #expect(result.outcome(for: keys[1]) == nil)
        result.set(.rejected(reason: "no"), for: keys[1])
        #expect(result.outcome(for: keys[1]) == .rejected(reason: "no"))
    }

    @Test func oneRecordMayDifferFromTheRest() throws {
        let keys = try keys()
        var result = ExportResult(all: .delivered(.acknowledged))
        result.set(.skipped(.noValue), for: keys[0])
        #expect(result.outcome(for: keys[0]) == .skipped(.noValue))
        #expect(result.outcome(for: keys[1]) == .delivered(.acknowledged))
    }

    @Test func evidenceIsOrdered() {
        #expect(Evidence.sent < .acknowledged)
        #expect(Evidence.acknowledged < .verified(at: Sample.instant))
        #expect(
            [Evidence.sent, .acknowledged, .verified(at: Sample.instant)].map(\.name) == [
                "sent", "acknowledged", "verified",
            ])
    }

    @Test func connectionTestFailsWithItsFirstFailedStage() {
        let detail = LocalizedText(fr: "", en: "")
        let passed = ConnectionTestResult(stages: [
            ConnectionTestStage(.resolve, .passed, detail: detail),
            ConnectionTestStage(.write, .notCheckable, detail: detail),
        ])
        #expect(passed.success)
        #expect(passed.message.french == "Connexion réussie")
        let failed = ConnectionTestResult(stages: [
            ConnectionTestStage(.resolve, .passed, detail: detail),
            ConnectionTestStage(.connect, .failed, detail: detail),
            ConnectionTestStage(.tls, .failed, detail: detail),
        ])
        #expect(!failed.success)
        #expect(failed.failure?.name == .connect)
        #expect(ConnectionTestResult(success: false, error: "refused").message.english == "refused")
        #expect(ConnectionTestResult(success: true, message: "HTTP 200").message.french == "HTTP 200")
    }

    @Test func dataCarriesTheNamesOfTheSpecification() throws {
        let consumption = ConsumptionData(try Sample.document())
        #expect(consumption.pdl.digits == "01234567890123")
        #expect(consumption.date.description == "2024-01-15")
        #expect(consumption.valueWh == 15_234)
        #expect(ProductionData(try Sample.document(.production, wattHours: nil)).valueWh == nil)
    }
}
