import Foundation
import Logging
import MEDCore
import MEDHTTP

@testable import MEDExporters

/// A small exporter over HTTP that keeps every promise, but for the one that `defect` names.
struct DoubleExporter: Exporter {
    enum Defect: String, CaseIterable {
        case none, claimsWithoutSending, takesErrorsForSuccess, takesOnlyStatusFor, retriesAtOnce, retriesWrongPassword
        case forgetsRetryAfter, leaksIntoError, leaksIntoLog, logsTheAnswer, logsThePDL, unknownIsZero, zeroIsUnknown
        case testWrites, newKeys, deafToCancellation, followsRedirects, overstatesEvidence, saysNothing
    }

    static let manifest = ExporterManifest(
        key: "double", name: LocalizedText(fr: "Double", en: "Double"),
        fields: [
            field("url", .url, isIdentity: true), field("username", .text), field("password", .text, isSecret: true),
            field("defect", .choice(Defect.allCases.map(\.rawValue))),
        ], backfill: .full, idempotence: .keyed)

    private static func field(
        _ key: String, _ kind: ConfigurationField.Kind, isSecret: Bool = false, isIdentity: Bool = false
    ) -> ConfigurationField {
        let text = LocalizedText(fr: key, en: key)
        return ConfigurationField(
            key, kind, isSecret: isSecret, isIdentity: isIdentity, section: "Double", label: text, help: text)
    }

    let destination: HTTPDestination
    let password: String
    let defect: Defect
    let dependencies: ExporterDependencies

    init(configuration: ExporterConfiguration, dependencies: ExporterDependencies) throws {
        let url = try configuration.httpURL("url")
        destination = HTTPDestination(
            name: "Double", url: url, authentication: configuration.httpAuthentication(for: url))
        password = configuration.secret("password")?.reveal() ?? ""
        defect = configuration.string("defect").flatMap(Defect.init) ?? .none
        self.dependencies = dependencies
    }

    func testConnection() async -> ConnectionTestResult {
        var report = HTTPTestReport(destination)
        let request = defect == .testWrites ? destination.request(.post, body: [1]) : destination.request()
        guard let response = await report.send(request) else { return report.result() }
        if response.status == 200 {
            report.pass(.write, nil, LocalizedText(fr: "Accepté", en: "Accepted"))
        } else {
            report.fail(response)
        }
        return report.result()
    }

    func exportConsumption(_ days: [ConsumptionData], in context: ExportContext) async throws -> ExportResult {
        if defect == .claimsWithoutSending { return ExportResult(all: .delivered(.acknowledged)) }
        if defect == .leaksIntoLog { dependencies.logger.info("as \(password)") }
        if defect == .logsThePDL { dependencies.logger.info("sending", metadata: ["pdl": "\(days[0].pdl.digits)"]) }
        var result = ExportResult()
        var lines: [String] = []
        var sent: [RecordKey] = []
        for day in days {
            let energy = day.document.energy ?? (defect == .unknownIsZero ? Energy(wattHours: 0) : nil)
            guard let energy, defect != .zeroIsUnknown || energy.wattMinutes != 0 else {
                result.set(.skipped(.noValue), for: day.key)
                continue
            }
            lines.append("\(day.pdl.digits) \(day.key.day) \(energy.wattMinutes)")
            sent.append(day.key)
        }
        let taken = try await post(lines)
        for (key, isTaken) in zip(sent, taken) {
            let evidence = defect == .overstatesEvidence ? Evidence.verified(at: dependencies.now()) : .acknowledged
            result.set(isTaken ? .delivered(evidence) : .rejected(reason: "not taken"), for: key)
        }
        return result
    }

    /// Which lines were taken.
    private func post(_ lines: [String]) async throws -> [Bool] {
        let body = lines.joined(separator: "\n")
        let key = defect == .newKeys ? UUID().uuidString : "\(body.utf8.reduce(5381) { ($0 &* 33) ^ Int($1) })"
        let request = destination.request(.post, headers: ["Idempotency-Key": key], body: Array(body.utf8))
        if defect == .deafToCancellation {
            // It gives up long after it was told to, however late the machine was in telling it.
            let deaf = Task.detached { try await destination.send(request) }
            let response = try await withTaskCancellationHandler {
                try await deaf.value
            } onCancel: {
                _ = Task.detached {
                    try await Task.sleep(for: .seconds(6))
                    deaf.cancel()
                }
            }
            return try judge(response, lines)
        }
        var response = try await destination.send(request)
        if defect == .retriesAtOnce {
            for _ in 0..<3 where response.status >= 500 { response = try await destination.send(request) }
        }
        if defect == .followsRedirects, let location = response.headers["Location"], let url = try? HTTPURL(location) {
            var followed = destination.request(.post, url, headers: ["X-Password": password], body: request.body)
            followed.authentication = nil
            _ = try await destination.send(followed)
        }
        return try judge(response, lines)
    }

    private func judge(_ response: HTTPResponse, _ lines: [String]) throws -> [Bool] {
        let text = String(decoding: response.body, as: UTF8.self)
        if defect == .logsTheAnswer { dependencies.logger.warning("it says: \(text)") }
        if defect == .takesErrorsForSuccess { return lines.map { _ in true } }
        let reason = LocalizedText(fr: "HTTP \(response.status)", en: "HTTP \(response.status)")
        switch (defect, response.status) {
        case (.leaksIntoError, 400...):
            throw ExporterFault.blocked(cause: LocalizedText(fr: "refusé", en: "refused with \(password)"))
        case (.retriesWrongPassword, 401), (.forgetsRetryAfter, 429):
            throw ExporterFault.unreachable(retryAfter: nil, reason: reason)
        case (.saysNothing, 400...):
            throw ExporterFault.unreachable(retryAfter: .seconds(60), reason: LocalizedText(fr: "", en: ""))
        default: break
        }
        if let fault = destination.fault(of: response, now: dependencies.now()) { throw fault }
        if defect == .takesOnlyStatusFor { return lines.map { _ in true } }
        guard let count = Int(text) else {
            throw ExporterFault.unreachable(retryAfter: nil, reason: reason)
        }
        return lines.indices.map { $0 < count }
    }
}
