import FoundationEssentials
import Logging
import MEDCore
import MEDHTTP

/// The HTTP API of a VictoriaMetrics, as far as it is used here.
///
/// Writing says 204 to almost everything: to what is too old, too new, or unreadable as well. So what was written is looked
/// up. Reading may be forbidden (vmauth), which `nil` tells: then nothing can be known beyond the 204.
struct VictoriaMetricsAPI: Sendable {
    let settings: VictoriaMetricsSettings
    let now: @Sendable () -> UTCInstant
    let logger: Logger

    private var addresses: VictoriaMetricsAddresses { settings.addresses }

    /// Sends JSON lines, compressed.
    ///
    /// - Throws: `ExporterFault`, `CancellationError`.
    func importLines(_ body: [UInt8]) async throws {
        let response = try await settings.writing.send(importRequest(body))
        if let fault = settings.writing.fault(of: response, now: now()) { throw fault }
        guard !response.isSuccess else {
            logger.debug("samples written", metadata: ["bytes": "\(body.count)"])
            return
        }
        throw ExporterFault.blocked(
            cause: HTTPStatusText(response.status, destination: settings.writing).causeAndHint)
    }

    /// The request that writes; an empty body writes nothing and is answered as any other would be.
    func importRequest(_ body: [UInt8]) -> HTTPRequest {
        var headers: HTTPHeaders = ["Content-Type": "application/json"]
        guard !body.isEmpty, let compressed = Gzip.compressed(body) else {
            return settings.writing.request(.post, addresses.importing, headers: headers, body: body)
        }
        // Not zstd: 1.79 answers 204 to it and stores nothing.
        headers.append("Content-Encoding", "gzip")
        return settings.writing.request(.post, addresses.importing, headers: headers, body: compressed)
    }

    /// Makes visible what was written; `false` when this server does not let us.
    func flush() async throws -> Bool {
        guard let flush = addresses.flush else { return false }
        return try await settings.reading.send(settings.reading.request(.get, flush)).isSuccess
    }

    /// The samples of the series that a selector names, within seconds since 1970; `nil` when reading is not allowed.
    func export(_ selector: String, _ span: ClosedRange<Int64>) async throws -> [FoundSeries]? {
        let form = [
            ("match[]", selector), ("start", "\(span.lowerBound)"), ("end", "\(span.upperBound)"),
            ("reduce_mem_usage", "1"),
        ]
        guard let body = try await read(addresses.exporting, form) else { return nil }
        return try parsed { try FoundSeries.parse(body) }
    }

    /// How many samples the series of a selector have, all together, within seconds since 1970; `nil` when reading is not
    /// allowed.
    func count(_ selector: String, _ span: ClosedRange<Int64>) async throws -> Int? {
        // A window of MetricsQL leaves its first instant out.
        let window = span.upperBound - span.lowerBound + 1
        let form = [
            ("query", "sum(count_over_time(\(selector)[\(window)s]))"), ("time", "\(span.upperBound)"),
            ("nocache", "1"),
        ]
        guard let body = try await read(addresses.query, form) else { return nil }
        return try parsed { try QueryAnswer.count(in: body) }
    }

    /// The labels of the series that a selector names, over all time; `nil` when reading is not allowed.
    func series(_ selector: String) async throws -> [[String: String]]? {
        // Without a start, the last minutes only are looked through; 0 counts as none (1.79.5).
        let form = [("match[]", selector), ("start", "1")]
        guard let body = try await read(addresses.series, form) else { return nil }
        return try parsed { try JSONDecoder().decode(SeriesAnswer.self, from: Data(body)).data }
    }

    /// Deletes the series of the selectors, whole. A series that is not visible yet is not deleted: flush first.
    ///
    /// - Returns: `false` when deleting is not allowed.
    func delete(_ selectors: [String]) async throws -> Bool {
        try await read(addresses.deleting, selectors.map { ("match[]", $0) }) != nil
    }

    /// A century of half-hours of one meter has less than this; on a small box an answer that never ends must not fill the
    /// memory.
    private static let answerLimit = 32 << 20

    /// The answer to a form; `nil` when the server does not let us.
    private func read(_ url: HTTPURL, _ form: [(String, String)]) async throws -> [UInt8]? {
        let request = settings.reading.request(
            .post, url, headers: ["Content-Type": "application/x-www-form-urlencoded"],
            body: FormText.encoded(form), bodyLimit: Self.answerLimit)
        let response = try await settings.reading.send(request)
        if response.isSuccess { return response.body }
        // 400 is what a node answers that does not know the path: a cluster's vminsert, vmauth without a route.
        if [400, 401, 403, 404, 405].contains(response.status) { return nil }
        if let fault = settings.reading.fault(of: response, now: now()) { throw fault }
        throw unexpected("HTTP \(response.status)")
    }

    private func parsed<Value>(_ parse: () throws -> Value) throws -> Value {
        do {
            return try parse()
        } catch {
            throw unexpected("\(type(of: error))")
        }
    }

    private func unexpected(_ what: String) -> ExporterFault {
        .unreachable(
            retryAfter: nil,
            reason: LocalizedText(
                fr: "VictoriaMetrics ne peut pas être relu (\(what)).",
                en: "VictoriaMetrics cannot be read back (\(what))."))
    }
}

private struct SeriesAnswer: Decodable {
    let data: [[String: String]]
}

/// `{"data":{"result":[{"metric":{},"value":[1705273200,"48"]}]}}`; no result for no sample.
private struct QueryAnswer: Decodable {
    struct Content: Decodable { let result: [Result] }
    struct Result: Decodable { let value: [Cell] }
    /// A time is a number, a value a text.
    enum Cell: Decodable {
        case number
        case text(String)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) { self = .text(text) } else { self = .number }
        }
    }

    let data: Content

    static func count(in body: [UInt8]) throws -> Int {
        let answer = try JSONDecoder().decode(QueryAnswer.self, from: Data(body))
        guard let result = answer.data.result.first else { return 0 }
        guard result.value.count == 2, case .text(let text) = result.value[1], let count = Double(text) else {
            throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "no count"))
        }
        return Int(count)
    }
}
