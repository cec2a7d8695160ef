/// `api-couleur-tempo.fr/api` over real sockets: Tempo without a key.
public final class FakeTempoCalendar: FakeServer {
    /// The calls and the faults to come.
    public let log = FakeLog()
    private let peer: HTTPPeer

    /// Starts it on a free port of the loopback; it ends with its owner.
    ///
    /// - Parameter now: seconds since 1970.
    public init(national: FakeNational, now: @escaping @Sendable () -> Int64) throws {
        let service = FakeService(
            log: log, now: now, describe: { Self.describe($0, &$1) },
            answer: { request, call, _ in Self.answer(request, &call, national) },
            refuse: { fault, _ in Self.refuse(fault) }
        )
        peer = try HTTPPeer { service.steps($0) }
    }

    /// Where it is, in place of `https://www.api-couleur-tempo.fr/api`; no slash at the end.
    public var url: String { peer.url("/api") }

    /// Ends it: new connections are refused, open ones closed.
    public func stop() { peer.stop() }

    private static func describe(_ request: HTTPPeer.Request, _ call: inout FakeCall) {
        let target = FakeTarget(request.target)
        guard target.path.first == "api", target.path.count > 1 else { return }
        switch target.path[1] {
        case "jourTempo" where target.path.count == 3:
            call.kind = .tempo
            call.firstDay = target.path[2]
            call.lastDay = target.path[2]
        case "joursTempo" where target.path.count == 2: call.kind = .tempo
        default: break
        }
    }

    private static func answer(
        _ request: HTTPPeer.Request, _ call: inout FakeCall, _ national: FakeNational
    ) -> FakeAnswer {
        let target = FakeTarget(request.target)
        guard call.kind == .tempo else { return notFound }
        let today = FakeDay(at: call.at)
        if let name = call.firstDay {
            let named = ["yesterday": today.previous, "today": today, "tomorrow": today.next]
            guard let day = named[name] ?? FakeDay(name) else { return notFound }
            let color = national.tempo(day.text, at: call.at)
            // The table has a row for tomorrow before its colour is known.
            guard color != nil || day == today.next else { return notFound }
            call.values = 1
            return FakeAnswer(row(day, color))
        }
        let (periods, days, codes) = (target.all("periode"), target.all("dateJour"), target.all("codeJour"))
        var known = Set(national.tempoDays(at: call.at))
        known.insert(today.next.text)
        let at = call.at
        let rows = known.sorted().compactMap { text -> FakeJSON? in
            let day = FakeDay(known: text)
            let color = national.tempo(text, at: at)
            guard periods.isEmpty || periods.contains(period(day)), days.isEmpty || days.contains(text),
                codes.isEmpty || codes.contains(String(color?.rawValue ?? 0))
            else { return nil }
            return row(day, color)
        }
        call.values = rows.count
        // Who does not ask for JSON gets JSON-LD.
        if call.header("Accept")?.contains("application/json") == true { return FakeAnswer(.array(rows)) }
        return FakeAnswer([
            "@context": "/api/contexts/JourTempo", "@id": "/api/joursTempo", "@type": "Collection",
            "totalItems": .int(rows.count), "member": .array(rows),
        ])
    }

    private static func refuse(_ fault: FakeFault) -> FakeAnswer {
        switch fault {
        case .http429, .quotaReached: FakeAnswer(429, ["title": "An error occurred", "status": 429])
        case .enedis(let error): FakeAnswer(error.status, FakeGatewayCore.enedisBody(error))
        default: FakeAnswer(500, ["title": "An error occurred", "detail": "Internal Server Error", "status": 500])
        }
    }

    private static var notFound: FakeAnswer {
        FakeAnswer(404, ["title": "An error occurred", "detail": "Not Found", "status": 404])
    }

    private static func period(_ day: FakeDay) -> String {
        let year = day.month >= 9 ? day.year : day.year - 1
        return "\(year)-\(year + 1)"
    }

    private static func row(_ day: FakeDay, _ color: FakeTempoColor?) -> FakeJSON {
        [
            "dateJour": .string(day.text), "codeJour": .int(color?.rawValue ?? 0), "periode": .string(period(day)),
            "libCouleur": .string(color?.french ?? "Inconnu"),
        ]
    }
}
