public import MEDCore
public import MEDHTTP

/// EcoWatt from the v2 gateway, `GET /ecowatt/forecast?days=4`, with the account's token.
///
/// The `/ecowatt` that the gateway's own client asks for does not exist on the server.
public struct V2Ecowatt: EcowattSource {
    /// `v2`.
    public let name = "v2"
    private let call: NationalCall
    private let base: HTTPURL
    private let token: Secret

    /// The gateway at `https://www.v2.myelectricaldata.fr/api`.
    public init(client: HTTPClient, base: HTTPURL, token: Secret) {
        call = NationalCall(client: client, service: "MyElectricalData v2")
        self.base = base
        self.token = token
    }

    /// Asks the gateway.
    public func signals(at now: UTCInstant) async throws(GatewayFault) -> EcowattAnswer {
        let body = try await call.body(
            of: try call.url(base, "ecowatt/forecast", [("days", "4")]),
            authentication: .bearer(token.reveal(), for: base.origin), at: now)
        return try answer(body, at: now)
    }

    struct Item: Decodable {
        /// Midnight of the day in France, without an offset.
        let periode: String
        let dvalue: NationalJSON.Integer?
        let values: [NationalJSON.Element<NationalJSON.Integer>]?
        let hdebut: NationalJSON.Integer?
        let generation_datetime: NationalJSON.Text?
    }

    /// Reads the list of `/ecowatt/forecast` in its envelope.
    func answer(_ body: [UInt8], at now: UTCInstant) throws(GatewayFault) -> EcowattAnswer {
        let items = try V2Envelope<[NationalJSON.Element<Item>]>.data(of: body, by: call, at: now)
        var entries = EcowattEntries(at: now)
        for item in items {
            guard let item = item.value, let stamp = NationalStamp(item.periode) else {
                entries.note(item.value.map { "periode \($0.periode)" } ?? "an entry without periode")
                continue
            }
            let levels = item.values ?? []
            // A short list begins at `hdebut`; a list of 24 is the whole day.
            let first = levels.count >= 24 ? 0 : item.hdebut?.value ?? 0
            var hours: [Int: Int] = [:]
            for (index, level) in levels.enumerated() {
                // The server's number may be any; an hour out of range is noted as one.
                if let level = level.value?.value { hours[first.addingReportingOverflow(index).partialValue] = level }
            }
            entries.add(
                stamp.civilDay, level: item.dvalue?.value, hours: hours,
                generated: item.generation_datetime?.value.flatMap { NationalStamp($0)?.instant })
        }
        return entries.answer
    }
}
