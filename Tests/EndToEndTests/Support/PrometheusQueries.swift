import Foundation
import MEDHTTP
import TestServers

extension PrometheusServer {
    /// A series and its samples.
    struct Series: Decodable {
        let metric: [String: String]
        /// Of an instant query.
        let value: Sample?
        /// Of a range of samples, as they are stored.
        let values: [Sample]?
    }

    /// A sample as the API writes it: `[1705273200, "15.234"]`.
    struct Sample: Decodable {
        let time: Double
        let value: String

        init(from decoder: any Decoder) throws {
            var container = try decoder.unkeyedContainer()
            time = try container.decode(Double.self)
            value = try container.decode(String.self)
        }
    }

    private struct Answer<Content: Decodable>: Decodable {
        let data: Content
    }

    private struct Result: Decodable {
        let result: [Series]
    }

    /// What `up` says of its target.
    struct ActiveTargets: Decodable {
        struct Target: Decodable {
            let health: String
            let lastError: String
        }

        let activeTargets: [Target]
    }

    /// An instant query at `time`, in Unix seconds; now by default.
    func query(_ expression: String, at time: Int? = nil) async throws -> [Series] {
        var url = try HTTPURL("http://127.0.0.1:\(port)/api/v1/query").appending(queryItem: "query", expression)
        if let time { url = try url.appending(queryItem: "time", String(time)) }
        return try await get(url, as: Result.self).result
    }

    /// Its scrape targets.
    func targets() async throws -> [ActiveTargets.Target] {
        try await get(try HTTPURL("http://127.0.0.1:\(port)/api/v1/targets"), as: ActiveTargets.self).activeTargets
    }

    private func get<Content: Decodable>(_ url: HTTPURL, as type: Content.Type) async throws -> Content {
        let client = try HTTPClient()
        let response = try await client.send(HTTPRequest(.get, url, bodyLimit: 256 << 20))
        await client.close(gracePeriod: .zero)
        guard response.isSuccess else {
            throw TestServerError("\(url): \(String(decoding: response.body, as: UTF8.self))")
        }
        return try JSONDecoder().decode(Answer<Content>.self, from: Data(response.body)).data
    }
}
