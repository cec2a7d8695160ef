public import MEDCore
public import MEDHTTP

/// EcoWatt from RTE's own API, `GET /open_api/ecowatt/v5/signals`: four days from today on, one call per 15 minutes at
/// most.
public struct RTEEcowatt: EcowattSource {
    /// `rte`.
    public let name = "rte"
    private let access: RTEAccess

    /// The API at a server, with the access of an application subscribed to it.
    public init(authorization: RTEAuthorization, client: HTTPClient, server: HTTPURL) {
        access = RTEAccess(
            authorization: authorization, call: NationalCall(client: client, service: "RTE EcoWatt"), server: server)
    }

    /// Asks RTE.
    public func signals(at now: UTCInstant) async throws(GatewayFault) -> EcowattAnswer {
        let body = try await access.body(
            of: try access.call.url(access.server, "open_api/ecowatt/v5/signals"), at: now)
        guard let answer = Self.answer(body, at: now) else { throw access.call.unreadable() }
        return answer
    }

    /// Reads an answer of v4 or v5, which have one shape; `nil` when it is none.
    ///
    /// `jour` is a date in the documentation and a date with time and offset in real answers.
    static func answer(_ body: [UInt8], at now: UTCInstant) -> EcowattAnswer? {
        struct Body: Decodable {
            struct Signal: Decodable {
                let GenerationFichier: NationalJSON.Text?
                let jour: String
                let dvalue: NationalJSON.Integer?
                let values: [NationalJSON.Element<Hour>]?
            }
            struct Hour: Decodable {
                let pas: NationalJSON.Integer
                let hvalue: NationalJSON.Integer?
            }
            let signals: [NationalJSON.Element<Signal>]
        }
        guard let signals = NationalJSON.decode(Body.self, from: body)?.signals else { return nil }
        var entries = EcowattEntries(at: now)
        for element in signals {
            guard let signal = element.value, let stamp = NationalStamp(signal.jour) else {
                entries.note(element.value.map { "jour \($0.jour)" } ?? "a signal without jour")
                continue
            }
            var hours: [Int: Int] = [:]
            for hour in signal.values ?? [] {
                guard let pas = hour.value?.pas.value, let level = hour.value?.hvalue?.value else { continue }
                hours[pas] = level
            }
            entries.add(
                stamp.civilDay, level: signal.dvalue?.value, hours: hours,
                generated: signal.GenerationFichier?.value.flatMap { NationalStamp($0)?.instant })
        }
        return entries.answer
    }
}
