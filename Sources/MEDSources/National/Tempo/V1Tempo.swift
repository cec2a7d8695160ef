public import MEDCore
public import MEDHTTP

/// Tempo colours from the v1 gateway, `GET /rte/tempo/{start}/{end}`, without a token: a map from date to colour.
public struct V1Tempo: TempoSource {
    /// `v1`.
    public let name = "v1"
    /// A season, which may have a 29 February.
    public let daysPerCall = 366
    private let call: NationalCall
    private let base: HTTPURL

    /// The gateway at `https://myelectricaldata.fr`.
    public init(client: HTTPClient, base: HTTPURL) {
        call = NationalCall(client: client, service: "MyElectricalData v1")
        self.base = base
    }

    /// Asks the service.
    public func colors(of days: ClosedRange<Day>, at now: UTCInstant) async throws(GatewayFault) -> TempoAnswer {
        // The end is not part of the answer: the colour of tomorrow comes with an end of the day after tomorrow
        // (saniho/apiEnedis issue 221).
        let body = try await call.body(
            of: try call.url(base, "rte/tempo/\(days.lowerBound)/\(days.upperBound.next)"), at: now)
        guard let answer = Self.answer(body, asked: days, at: now) else { throw call.unreadable() }
        return answer
    }

    /// Reads `{"2023-03-01": "blue", …}`; `nil` when it is no such map. Lower case in older answers, upper in newer ones.
    static func answer(_ body: [UInt8], asked: ClosedRange<Day>, at now: UTCInstant) -> TempoAnswer? {
        guard let colors = NationalJSON.decode([String: NationalJSON.Text].self, from: body) else { return nil }
        var entries = TempoEntries(asked: asked, at: now)
        var dates = 0
        for (key, color) in colors.sorted(by: { $0.key < $1.key }) {
            guard let stamp = NationalStamp(key) else {
                entries.note(key)
                continue
            }
            dates += 1
            entries.add(stamp.civilDay, colorText: color.value)
        }
        // `{"detail": "…"}` is a refusal in the shape of a map.
        return dates == 0 && !colors.isEmpty ? nil : entries.answer
    }
}
