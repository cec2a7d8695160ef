public import MEDCore
import Synchronization

extension ConformanceSubject {
    /// The length of a huge answer, in bytes.
    static let hugeBody = 256 << 20

    /// An exporter that sends by HTTP: the peers of every condition follow from the script.
    public static func http(
        _ name: String, _ exporter: any Exporter.Type, series: Set<Series>, evidence: Evidence = .acknowledged,
        notApplicable: [ExporterPromise: String] = [:], script: HTTPDestinationScript
    ) -> ConformanceSubject {
        http(name, exporter, series: series, evidence: evidence, notApplicable: notApplicable, like: script) { _, _ in
            script
        }
    }

    /// The same with a destination that holds something, made anew for each meeting.
    ///
    /// - Parameters:
    ///   - model: What such a script can do: its `error`, `part` and `untrusted` are there or not.
    ///   - script: Makes one, in a condition.
    public static func http(
        _ name: String, _ exporter: any Exporter.Type, series: Set<Series>, evidence: Evidence = .acknowledged,
        notApplicable: [ExporterPromise: String] = [:], like model: HTTPDestinationScript,
        making script:
            @escaping @Sendable (DestinationCondition, ConformanceSecrets) async throws ->
            HTTPDestinationScript
    ) -> ConformanceSubject {
        var reasons: [ExporterPromise: String] = [
            .condition(.portBusy): "it sends, and listens on no port",
            .condition(.diskFull): "it writes no file",
            .condition(.readOnlyFolder): "it writes no file",
        ]
        if model.error == nil {
            reasons[.condition(.successWithError)] = "the status of the answer is all that this destination says"
        }
        if model.part == nil { reasons[.condition(.partialSuccess)] = "this destination takes a request whole" }
        if model.untrusted == nil { reasons[.condition(.untrustedCertificate)] = "the subject has no TLS server" }
        return ConformanceSubject(
            name, exporter, series: series, evidence: evidence,
            notApplicable: reasons.merging(notApplicable) { $1 }
        ) { condition, secrets in
            let script = try await script(condition, secrets)
            return try await HTTPStage(script: script, condition: condition, secrets: secrets).stage()
        }
    }
}

/// The peers of one condition.
private struct HTTPStage {
    let script: HTTPDestinationScript
    let condition: DestinationCondition
    let secrets: ConformanceSecrets
    private let taken = Taken()

    init(script: HTTPDestinationScript, condition: DestinationCondition, secrets: ConformanceSecrets) {
        self.script = script
        self.condition = condition
        self.secrets = secrets
    }

    private final class Taken: Sendable {
        private let writes = Mutex<[ConformanceWrite]>([])
        var all: [ConformanceWrite] { writes.withLock(\.self) }
        func append(_ write: ConformanceWrite) { writes.withLock { $0.append(write) } }
    }

    func stage() async throws -> ConformanceStage {
        switch condition {
        case .noListener:
            let peer = try ClosedPeer()
            return unanswering(port: peer.port, owner: peer)
        case .blackHole:
            let peer = try SilentPeer()
            return unanswering(port: peer.port, owner: peer)
        case .noTLS:
            // What nginx says to a handshake on a plain port.
            let peer = try CurtPeer(answer: Array("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n".utf8))
            return unanswering(scheme: "https", port: peer.port, owner: peer) { peer.connections }
        case .untrustedCertificate:
            guard let (port, owner) = try await script.untrusted?() else { break }
            return unanswering(scheme: "https", port: port, owner: owner)
        default: break
        }
        let stranger = try HTTPPeer(script.answer)
        let strangerURL = stranger.url("")
        let peer = try HTTPPeer { [self] in answer($0, strangerURL: strangerURL) }
        return ConformanceStage(
            values: script.values(peer.url(""), secrets), owner: [peer, stranger],
            attempts: { peer.requests.count },
            writes: { [taken, script] in try await script.held?() ?? taken.all },
            strangers: { stranger.requests.map { Array($0.lines.joined(separator: "\n").utf8) + $0.body } },
            answered: { peer.bytesSent })
    }

    private func unanswering(
        scheme: String = "http", port: Int, owner: any Sendable, attempts: @escaping @Sendable () -> Int = { 0 }
    ) -> ConformanceStage {
        ConformanceStage(
            values: script.values("\(scheme)://127.0.0.1:\(port)", secrets), owner: owner, attempts: { attempts() },
            writes: { [] })
    }

    private func answer(_ request: HTTPPeer.Request, strangerURL: String) -> [HTTPPeer.Step] {
        if let steps = script.refusal?(condition, request) { return steps }
        return switch condition {
        case .slow: [.pause(.milliseconds(400))] + take(request)
        case .silent: [.hold]
        case .reset: [.reset]
        case .unauthorized: refuse(401, request, ["WWW-Authenticate: Basic realm=\"kit\""])
        case .forbidden: refuse(403, request)
        case .notFound: refuse(404, request)
        case .tooManyRequests: refuse(429, request, ["Retry-After: 7"])
        case .serverError: refuse(500, request)
        case .unavailable: refuse(503, request, ["Retry-After: 7"])
        case .redirect: refuse(307, request, ["Location: \(strangerURL)\(request.target)"])
        case .redirectToMetadata: refuse(307, request, ["Location: http://169.254.169.254/latest/meta-data/"])
        case .hugeBody:
            [.text("HTTP/1.1 200 OK\r\nContent-Length: \(ConformanceSubject.hugeBody)\r\n\r\n")]
                + [.flood(ConformanceSubject.hugeBody), .close]
        case .successWithError: script.isWrite(request) ? script.error?(request) ?? [] : script.answer(request)
        case .partialSuccess: takePart(request)
        default: take(request)
        }
    }

    private func take(_ request: HTTPPeer.Request) -> [HTTPPeer.Step] {
        if script.isWrite(request) { record(script.content(request), of: request) }
        return script.answer(request)
    }

    private func takePart(_ request: HTTPPeer.Request) -> [HTTPPeer.Step] {
        guard script.isWrite(request), let part = script.part else { return script.answer(request) }
        let (answer, taken) = part(request)
        if let taken { record(taken, of: request) }
        return answer
    }

    private func record(_ bytes: [UInt8], of request: HTTPPeer.Request) {
        taken.append(ConformanceWrite(address: request.target, bytes: bytes, key: script.key(request)))
    }

    /// The worst that servers do: what they got, credentials and all, comes back in the text of the error.
    private func refuse(_ status: Int, _ request: HTTPPeer.Request, _ headers: [String] = []) -> [HTTPPeer.Step] {
        let body = String(decoding: request.body.prefix(2_000), as: UTF8.self)
        let echo = request.lines.joined(separator: "; ") + " " + body
        return [.response(status, headers: ["Content-Type: text/plain"] + headers, "Refused: \(echo)")]
    }
}
