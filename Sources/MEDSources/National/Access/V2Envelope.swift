import MEDCore

/// The v2 gateway's envelope: `{"success", "data", "error", "timestamp"}`, with HTTP 200 for errors too.
struct V2Envelope<Value: Decodable>: Decodable {
    struct Failure: Decodable {
        let code: NationalJSON.Text?
    }

    let success: Bool?
    let data: Value?
    let error: Failure?

    /// The data, or the fault that the envelope holds.
    static func data(of body: [UInt8], by call: NationalCall, at now: UTCInstant) throws(GatewayFault) -> Value {
        guard let envelope = NationalJSON.decode(Self.self, from: body) else { throw call.unreadable() }
        if envelope.success != false, let data = envelope.data { return data }
        let code = envelope.error?.code?.value ?? ""
        switch code {
        case "RATE_LIMIT_EXCEEDED":
            // The gateway counts by the UTC day (its settings).
            let day = now.secondsSinceEpoch / 86_400 + 1
            throw GatewayFault(
                .waitUntil(UTCInstant(secondsSinceEpoch: day * 86_400)), code: code,
                message: .tooManyCalls(call.service))
        case "NOT_FOUND", "NO_DATA": throw GatewayFault(.noData, code: code, message: .holdsNothing(call.service))
        case "ACCESS_DENIED", "TOKEN_EXPIRED", "UNAUTHORIZED":
            throw GatewayFault(.permanent, code: code, message: .refusedAccess(call.service))
        case "INVALID_DATE", "INVALID_DATE_FORMAT", "INVALID_DATE_RANGE", "DATE_TOO_OLD":
            throw GatewayFault(.permanent, code: code, message: .question(call.service))
        default: throw call.unreadable()
        }
    }
}
