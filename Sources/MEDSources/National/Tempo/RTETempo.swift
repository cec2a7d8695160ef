public import MEDCore
public import MEDHTTP

/// Tempo colours from RTE's own API, Tempo Like Supply Contract v1: history from 2014-09-01, 366 days per call, nothing
/// after midnight of the day after tomorrow.
public struct RTETempo: TempoSource {
    /// The first day that RTE knows.
    public static let firstDay = TempoHistory.firstDay
    /// `rte`.
    public let name = "rte"
    /// A season, which may have a 29 February.
    public let daysPerCall = 366
    private let access: RTEAccess

    /// The API at a server, with the access of an application subscribed to it.
    public init(authorization: RTEAuthorization, client: HTTPClient, server: HTTPURL) {
        access = RTEAccess(
            authorization: authorization, call: NationalCall(client: client, service: "RTE Tempo"), server: server)
    }

    /// Asks the service.
    public func colors(of days: ClosedRange<Day>, at now: UTCInstant) async throws(GatewayFault) -> TempoAnswer {
        // `end_date` is the midnight after the last day, and may not lie after J+2 (error TMPLIKSUPCON_TMPLIKCAL_F04).
        let last = min(days.upperBound, Day(containing: now).next)
        let first = max(days.lowerBound, Self.firstDay)
        guard first <= last else { return TempoAnswer(days: []) }
        let url = try access.call.url(
            access.server, "open_api/tempo_like_supply_contract/v1/tempo_like_calendars",
            [
                ("start_date", ParisTime.localTime(at: first.start).iso8601),
                ("end_date", ParisTime.localTime(at: last.end).iso8601),
            ])
        let body = try await access.body(of: url, at: now)
        guard let answer = Self.answer(body, asked: first...last, at: now) else { throw access.call.unreadable() }
        return answer
    }

    /// Reads an answer; `nil` when it is none.
    ///
    /// `tempo_like_calendars` is one object with `values` in real answers, a list of them in the documentation.
    static func answer(_ body: [UInt8], asked: ClosedRange<Day>, at now: UTCInstant) -> TempoAnswer? {
        struct Body: Decodable {
            struct Calendar: Decodable {
                let values: [NationalJSON.Element<Value>]
            }
            struct Value: Decodable {
                let start_date: String
                let value: NationalJSON.Text?
                let updated_date: NationalJSON.Text?
            }
            let tempo_like_calendars: NationalJSON.OneOrMore<Calendar>
        }
        guard let calendars = NationalJSON.decode(Body.self, from: body)?.tempo_like_calendars.values else {
            return nil
        }
        var entries = TempoEntries(asked: asked, at: now)
        for calendar in calendars {
            guard let values = calendar.value?.values else { return nil }
            for element in values {
                guard let value = element.value, let start = NationalStamp(value.start_date) else {
                    entries.note(element.value.map { "start_date \($0.start_date)" } ?? "an entry without start_date")
                    continue
                }
                entries.add(
                    start.civilDay, colorText: value.value?.value,
                    updated: value.updated_date?.value.flatMap { NationalStamp($0)?.instant })
            }
        }
        return entries.answer
    }
}
