import MEDCore
import MEDHTTP
import MEDTesting
import TestServers

@testable import MEDExporters

extension ConformanceSubject {
    /// Metrics that are scraped, with a password.
    static let prometheus: ConformanceSubject = {
        var reasons: [ExporterPromise: String] = [
            .unknownDays: "it shows the current state, and no days",
            .cancellation: "a call only puts the state in memory",
        ]
        for condition in DestinationCondition.allCases {
            switch condition {
            case .well, .portBusy: continue
            case .diskFull, .readOnlyFolder: reasons[.condition(condition)] = "it writes no file"
            default: reasons[.condition(condition)] = "it is asked, and asks nobody"
            }
        }
        var subject = ConformanceSubject(
            "prometheus", PrometheusExporter.self, series: [], evidence: .sent, notApplicable: reasons
        ) { condition, secrets in try PrometheusStage(secrets).stage(condition) }
        subject.needsConnection = true
        return subject
    }()
}

/// An address to serve, and whoever scrapes it.
private struct PrometheusStage {
    private let password: String

    init(_ secrets: ConformanceSecrets) { password = secrets.value("password") }

    func stage(_ condition: DestinationCondition) throws -> ConformanceStage? {
        switch condition {
        case .well:
            let port = try ReservedPort()
            return stage(port: port.number, owner: port)
        case .portBusy:
            let other = try HTTPPeer { _ in [.response(200, "somebody else's page")] }
            return stage(port: other.port, owner: other)
        default: return nil
        }
    }

    private func stage(port: Int, owner: any Sendable) -> ConformanceStage {
        ConformanceStage(
            values: [
                "port": .integer(port), "username": .string("prometheus"), "password": .secret(Secret(password)),
                "labels": .map(["location": "paris"]),
            ], server: PeerEndpointServer(), owner: owner, attempts: { 0 },
            writes: { [password] in
                let url = try HTTPURL("http://127.0.0.1:\(port)/metrics")
                let scrape = HTTPRequest(
                    .get, url, deadline: .seconds(30),
                    authentication: .basic(user: "prometheus", password: password, for: url.origin))
                do {
                    let response = try await SharedHTTPClient.client().send(scrape)
                    guard response.headers["Server"] == PrometheusEndpoint.serverName else { return [] }
                    return [ConformanceWrite(address: "/metrics", bytes: response.body)]
                } catch let fault as HTTPFault where fault.code == .refused {
                    return []
                }
            })
    }
}
