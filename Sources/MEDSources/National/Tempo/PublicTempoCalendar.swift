public import MEDCore
public import MEDHTTP

/// Tempo colours from the public calendar `https://www.api-couleur-tempo.fr/api` (jbromain/rte-tempo), without an account.
///
/// `GET /joursTempo` takes `dateJour[]` or `periode[]` (`2023-2024`, September to August) and answers with a list of
/// `{"dateJour", "codeJour", "periode"}`; 0 is unknown, 1 blue, 2 white, 3 red. Days come back since 2020; for a
/// whole year days with code 0 have been seen (issue 14).
public struct PublicTempoCalendar: TempoSource {
    /// `calendar`.
    public let name = "calendar"
    /// A season, which may have a 29 February.
    public let daysPerCall = 366
    private let call: NationalCall
    private let base: HTTPURL

    /// The calendar at an address that ends with `/api`.
    public init(client: HTTPClient, base: HTTPURL) {
        call = NationalCall(client: client, service: "api-couleur-tempo.fr")
        self.base = base
    }

    /// Asks the service.
    public func colors(of days: ClosedRange<Day>, at now: UTCInstant) async throws(GatewayFault) -> TempoAnswer {
        let url = try call.url(base, "joursTempo", Self.query(days))
        let body = try await call.body(of: url, at: now)
        guard let answer = Self.answer(body, asked: days, at: now) else { throw call.unreadable() }
        return answer
    }

    /// A few days are asked for by date, more of them by season: one call either way.
    static func query(_ days: ClosedRange<Day>) -> [(name: String, value: String)] {
        if days.count <= 14 { return days.map { ("dateJour[]", $0.description) } }
        let (first, last) = (TempoSeason(containing: days.lowerBound), TempoSeason(containing: days.upperBound))
        return (first.startYear...last.startYear).map { ("periode[]", "\($0)-\($0 + 1)") }
    }

    /// Reads an answer; `nil` when it is none.
    static func answer(_ body: [UInt8], asked: ClosedRange<Day>, at now: UTCInstant) -> TempoAnswer? {
        struct Item: Decodable {
            let dateJour: String
            let codeJour: NationalJSON.Integer?
        }
        guard let items = NationalJSON.decode([NationalJSON.Element<Item>].self, from: body) else { return nil }
        var entries = TempoEntries(asked: asked, at: now)
        for item in items {
            guard let item = item.value, let stamp = NationalStamp(item.dateJour) else {
                entries.note(item.value.map { "dateJour \($0.dateJour)" } ?? "an entry without dateJour")
                continue
            }
            let code = item.codeJour?.value
            if let code, !(0...3).contains(code) { entries.note("\(stamp.civilDay): codeJour \(code)") }
            entries.add(stamp.civilDay, code.flatMap { UInt8(exactly: $0) }.flatMap { TempoColor(rawValue: $0) })
        }
        return entries.answer
    }
}
