import Foundation
import Synchronization

/// What RTE answers; no sockets here.
final class FakeRTECore: Sendable {
    private struct State {
        var tokens: [String: Int64] = [:]
        var lastEcoWatt: Int64?
    }

    private let national: FakeNational
    private let basic: String
    private let options: FakeRTEOptions
    private let state = Mutex(State())

    init(national: FakeNational, id: String, secret: String, options: FakeRTEOptions) {
        self.national = national
        self.options = options
        basic = "Basic " + Data("\(id):\(secret)".utf8).base64EncodedString()
    }

    var tokens: Int { state.withLock { $0.tokens.count } }

    func describe(_ request: HTTPPeer.Request, _ call: inout FakeCall) {
        let target = FakeTarget(request.target)
        call.kind =
            switch target.path {
            case ["token", "oauth"]: .token
            case ["open_api", "tempo_like_supply_contract", "v1", "tempo_like_calendars"]: .tempo
            case ["open_api", "ecowatt", "v5", "signals"]: .ecowatt
            default: .other
            }
        call.firstDay = target["start_date"].map { String($0.prefix(10)) }
        call.end = target["end_date"]
        call.lastDay = call.end.flatMap { FakeDay($0.prefix(10)) }?.previous.text
        if call.kind == .ecowatt {
            let at = call.at
            call.exceedsRate = state.withLock { state in
                state.lastEcoWatt.map { at - $0 < options.ecowattSeconds } ?? false
            }
        }
    }

    func answer(_ request: HTTPPeer.Request, _ call: inout FakeCall) -> FakeAnswer {
        switch call.kind {
        case .token: return token(request, &call)
        case .tempo, .ecowatt:
            let name = call.authorization.flatMap { $0.hasPrefix("Bearer ") ? String($0.dropFirst(7)) : nil }
            let expiry = state.withLock { $0.tokens[name ?? ""] }
            guard let expiry, call.at < expiry else {
                call.code = "401"
                return error(401, "invalid_token", "The access token is invalid or has expired")
            }
            return call.kind == .tempo ? tempo(request, &call) : ecowatt(&call)
        default: return error(404, "not_found", "The requested resource does not exist")
        }
    }

    func refuse(_ fault: FakeFault) -> FakeAnswer {
        switch fault {
        case .http429, .quotaReached: error(429, "too_many_requests", "Quota exceeded")
        case .enedis(let error): FakeAnswer(error.status, FakeGatewayCore.enedisBody(error))
        default: error(500, "internal_error", "Internal Server Error")
        }
    }

    private func error(_ status: Int, _ code: String, _ message: String, headers: [String] = []) -> FakeAnswer {
        FakeAnswer(
            status, headers: headers,
            [
                "error": .string(code), "error_description": .string(message), "error_uri": "",
                "error_details": ["transaction_id": "Id-0000000000000000"],
            ])
    }

    private func token(_ request: HTTPPeer.Request, _ call: inout FakeCall) -> FakeAnswer {
        guard request.method == "POST", call.authorization == basic else {
            call.code = "401"
            return error(401, "invalid_client", "The client credentials are invalid")
        }
        let now = call.at
        let name = state.withLock { state in
            let name = "rte-token-\(state.tokens.count + 1)"
            state.tokens[name] = now + options.tokenSeconds
            return name
        }
        return FakeAnswer([
            "access_token": .string(name), "token_type": "Bearer", "expires_in": .int(Int(options.tokenSeconds)),
        ])
    }

    private func tempo(_ request: HTTPPeer.Request, _ call: inout FakeCall) -> FakeAnswer {
        let target = FakeTarget(request.target)
        let today = FakeDay(at: call.at)
        var (from, until) = (today.start, today.next.next.start)
        if target["start_date"] != nil || target["end_date"] != nil {
            guard let start = target["start_date"], let end = target["end_date"] else {
                return refused("F01", "start_date and end_date have to be given together", &call)
            }
            guard let first = FakeStamp.read(start), let after = FakeStamp.read(end) else {
                return refused("F05", "The format of a date is incorrect", &call)
            }
            (from, until) = (first, after)
            if from >= until { return refused("F02", "start_date is later than end_date", &call) }
            if until - from > 366 * 86_400 + 3600 { return refused("F03", "The period exceeds 366 days", &call) }
            if until > FakeDay(number: today.number + 2).start {
                return refused(
                    "F04",
                    "The value of \"end_date\" field is incorrect. It is not possible to recover data to this term.",
                    &call)
            }
        }
        let known = national.tempoDays(at: call.at).map { FakeDay(known: $0) }
            .filter { $0.start >= from && $0.start < until }
        call.values = known.count
        let at = call.at
        let values = known.reversed().compactMap { day -> FakeJSON? in
            guard let entry = national.tempoEntry(day.text, at: at) else { return nil }
            return [
                "start_date": .string(FakeStamp.paris(day.start)), "end_date": .string(FakeStamp.paris(day.next.start)),
                "value": .string(entry.color.rte), "updated_date": .string(FakeStamp.paris(entry.from)),
            ]
        }
        let calendar: FakeJSON = [
            "start_date": .string(FakeStamp.paris(from)), "end_date": .string(FakeStamp.paris(until)),
            "values": .array(values),
        ]
        return FakeAnswer(["tempo_like_calendars": options.calendarsAsList ? [calendar] : calendar])
    }

    private func refused(_ code: String, _ message: String, _ call: inout FakeCall) -> FakeAnswer {
        call.code = "TMPLIKSUPCON_TMPLIKCAL_\(code)"
        return error(400, "TMPLIKSUPCON_TMPLIKCAL_\(code)", message)
    }

    private func ecowatt(_ call: inout FakeCall) -> FakeAnswer {
        let now = call.at
        // A refused call does not begin the quarter of an hour anew.
        let isEarly = state.withLock { state in
            if let last = state.lastEcoWatt, now - last < options.ecowattSeconds { return true }
            state.lastEcoWatt = now
            return false
        }
        if isEarly {
            call.exceedsRate = true
            call.code = "429"
            return error(429, "too_many_requests", "One call per 15 minutes", headers: ["Retry-After: 900"])
        }
        let today = FakeDay(at: now)
        let signals = (0..<4).compactMap { offset -> FakeJSON? in
            let day = FakeDay(number: today.number + offset)
            guard let ecowatt = national.ecowatt(day.text, at: now) else { return nil }
            let made = max(ecowatt.from, day.previous.instant(hour: 17))
            return [
                "GenerationFichier": .string(FakeStamp.paris(made)),
                "jour": .string(options.longDays ? FakeStamp.paris(day.start) : day.text),
                "dvalue": .int(ecowatt.level), "message": .string(ecowatt.message),
                "values": .array(
                    ecowatt.hours.enumerated().compactMap { hour, level in
                        level.map { ["pas": .int(hour), "hvalue": .int($0)] }
                    }),
            ]
        }
        call.values = signals.count
        return FakeAnswer(["signals": .array(signals)])
    }
}
