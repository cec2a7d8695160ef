import Foundation
import MEDHTTP
import TestServers

/// Asks the fake services as any program would, and reads the answers with Foundation's JSON.
final class FakeGatewayProbe: Sendable {
    struct Answer {
        let status: Int
        let text: String
        let headers: HTTPHeaders

        /// The answer's JSON object; empty when there is none.
        var json: [String: Any] {
            (try? JSONSerialization.jsonObject(with: Data(text.utf8))) as? [String: Any] ?? [:]
        }
        /// The answer's JSON list.
        var list: [[String: Any]] {
            (try? JSONSerialization.jsonObject(with: Data(text.utf8))) as? [[String: Any]] ?? []
        }
        /// `meter_reading`, in whichever envelope.
        var reading: [String: Any] {
            let inner = json["data"] as? [String: Any] ?? json
            return inner["meter_reading"] as? [String: Any] ?? inner
        }
        var points: [[String: Any]] { reading["interval_reading"] as? [[String: Any]] ?? [] }
        var dates: [String] { points.compactMap { $0["date"] as? String } }
        var values: [Int] { points.compactMap { ($0["value"] as? String).flatMap { Int($0) } } }
        /// `code` of v2's `error`.
        var errorCode: String? { (json["error"] as? [String: Any])?["code"] as? String }
    }

    private let client: HTTPClient
    let authorization: String?

    init(_ authorization: String? = nil) throws {
        client = try HTTPClient(HTTPConfiguration(usesEnvironmentProxies: false))
        self.authorization = authorization
    }

    func get(
        _ url: String, method: HTTPMethod = .get, authorization: String? = nil, accept: String? = nil
    ) async throws -> Answer {
        var request = HTTPRequest(method, try HTTPURL(url), deadline: .seconds(30))
        if let value = authorization ?? self.authorization { request.headers.append("Authorization", value) }
        if let accept { request.headers.append("Accept", accept) }
        let response = try await client.send(request)
        return Answer(
            status: response.status, text: String(decoding: response.body, as: UTF8.self), headers: response.headers)
    }

    /// The path of a dialect for readings; days `[start; end[`.
    static func path(
        _ dialect: FakeDialect, _ kind: FakeCall.Kind, _ pdl: String, _ start: String, _ end: String,
        _ direction: FakeDirection = .consumption
    ) -> String {
        let word = direction.rawValue
        switch dialect {
        case .v1:
            let name =
                kind == .maxPower
                ? "daily_consumption_max_power" : kind == .curve ? "\(word)_load_curve" : "daily_\(word)"
            return "/\(name)/\(pdl)/start/\(start)/end/\(end)"
        case .v2:
            let name = kind == .maxPower ? "power" : "\(word)/\(kind == .curve ? "detail" : "daily")"
            return "/enedis/\(name)/\(pdl)?start=\(start)&end=\(end)"
        case .conso:
            let name =
                kind == .maxPower ? "consumption_max_power" : kind == .curve ? "\(word)_load_curve" : "daily_\(word)"
            return "/\(name)?prm=\(pdl)&start=\(start)&end=\(end)"
        }
    }
}
