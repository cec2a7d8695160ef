import FoundationEssentials
import MEDCore
import MEDHTTP

/// Speaks with one box: a request at a time over a connection that is kept.
struct JeedomClient: Sendable {
    let destination: HTTPDestination
    let key: JeedomKey
    /// Whose key it is, for JSON-RPC; `nil`: the core's.
    let plugin: String?
    let now: @Sendable () -> UTCInstant

    var requests: JeedomRequests { JeedomRequests(key: key.reveal(), plugin: plugin) }

    /// The request that carries a body of JSON-RPC.
    func request(json body: [UInt8]) -> HTTPRequest {
        destination.request(.post, headers: ["Content-Type": "application/json"], body: body, bodyLimit: Self.bodyLimit)
    }

    /// The request that carries a form.
    func request(form body: [UInt8]) -> HTTPRequest {
        destination.request(
            .post, headers: ["Content-Type": "application/x-www-form-urlencoded"], body: body,
            bodyLimit: Self.bodyLimit)
    }

    /// A box with hundreds of commands answers with less.
    private static let bodyLimit = 8 << 20

    /// Calls a method of JSON-RPC.
    ///
    /// - Returns: The answer's body, without the key.
    /// - Throws: `JeedomFailure` for an answer that is none, `ExporterFault` without an answer, `CancellationError`.
    func call(_ body: [UInt8]) async throws -> [UInt8] {
        let response = try await destination.send(request(json: body))
        if let fault = fault(of: response) { throw fault }
        if let failure = JeedomFailure.ofJSONRPC(response.body, key: key) { throw failure }
        return key.redacting(response.body)
    }

    /// Calls a method of JSON-RPC and reads its result.
    ///
    /// - Throws: As `call`; `JeedomFailure.foreign` for a result of another shape.
    func result<Value: Decodable>(_ body: [UInt8], as type: Value.Type) async throws -> Value {
        let answer = try await call(body)
        guard let envelope = try? JSONDecoder().decode(Envelope<Value>.self, from: Data(answer)) else {
            throw JeedomFailure(.foreign)
        }
        return envelope.result
    }

    /// Calls the Virtual plugin.
    ///
    /// - Throws: As `call`.
    func post(form body: [UInt8]) async throws {
        let response = try await destination.send(request(form: body))
        if let fault = fault(of: response) { throw fault }
        if let failure = JeedomFailure.ofVirtual(response.body, key: key) { throw failure }
    }

    /// What the status says; `nil` for the 200 that Jeedom gives to everything.
    func fault(of response: HTTPResponse) -> (any Error)? {
        if response.status == 404 {
            let failure = JeedomFailure.ofNotFound(response.body, key: key)
            if failure.kind == .banned { return failure }
        }
        if response.isSuccess { return nil }
        return destination.fault(of: response, now: now()) ?? JeedomFailure(.foreign)
    }

    private struct Envelope<Value: Decodable>: Decodable {
        let result: Value
    }
}

/// A list of Jeedom's: an empty one comes as the text `ok` (core/class/jsonrpc.class.php, `makeSuccess`).
struct JeedomList<Element: Decodable>: Decodable {
    let elements: [Element]

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self), text == "ok" {
            elements = []
        } else {
            elements = try container.decode([Element].self)
        }
    }
}
