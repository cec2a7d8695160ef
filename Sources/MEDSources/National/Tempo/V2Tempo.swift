public import MEDCore
public import MEDHTTP

/// Tempo colours from the v2 gateway, `GET /tempo/days?start_date=&end_date=`, public.
///
/// The names are the server's: the gateway's own client sends `start` and `end`, which the server ignores.
public struct V2Tempo: TempoSource {
    /// `v2`.
    public let name = "v2"
    /// A season, which may have a 29 February.
    public let daysPerCall = 366
    private let call: NationalCall
    private let base: HTTPURL

    /// The gateway at `https://www.v2.myelectricaldata.fr/api`.
    public init(client: HTTPClient, base: HTTPURL) {
        call = NationalCall(client: client, service: "MyElectricalData v2")
        self.base = base
    }

    /// Asks the service.
    public func colors(of days: ClosedRange<Day>, at now: UTCInstant) async throws(GatewayFault) -> TempoAnswer {
        // One day more than is wanted: the server compares midnights in UTC with midnights in France.
        let query = [("start_date", "\(days.lowerBound.previous)"), ("end_date", "\(days.upperBound.next)")]
        let body = try await call.body(of: try call.url(base, "tempo/days", query), at: now)
        return try answer(body, asked: days, at: now)
    }

    struct Item: Decodable {
        let date: String
        let color: NationalJSON.Text?
        /// When RTE touched the entry; `updated_at` is when the gateway's row was written, and says nothing.
        let rte_updated_date: NationalJSON.Text?
    }

    func answer(_ body: [UInt8], asked: ClosedRange<Day>, at now: UTCInstant) throws(GatewayFault) -> TempoAnswer {
        let items = try V2Envelope<[NationalJSON.Element<Item>]>.data(of: body, by: call, at: now)
        var entries = TempoEntries(asked: asked, at: now)
        for item in items {
            guard let item = item.value, let stamp = NationalStamp(item.date) else {
                entries.note(item.value.map { "date \($0.date)" } ?? "an entry without date")
                continue
            }
            entries.add(
                stamp.civilDay, colorText: item.color?.value,
                updated: item.rte_updated_date?.value.flatMap { NationalStamp($0)?.instant })
        }
        return entries.answer
    }
}
