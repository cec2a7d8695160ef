import Synchronization

/// What a gateway answers; no sockets here.
final class FakeGatewayCore: Sendable {
    let enedis: FakeEnedis
    let national: FakeNational
    let dialect: FakeDialect
    let options: FakeGatewayOptions
    let quota: FakeQuota
    let now: @Sendable () -> Int64
    private let token: Mutex<String>
    /// The answers in the cache and when they were given, by meter and by question.
    private let cached = Mutex<[String: [String: (at: Int64, readings: FakeReadings)]]>([:])

    init(
        enedis: FakeEnedis, national: FakeNational, dialect: FakeDialect, token: String, quota: Int,
        options: FakeGatewayOptions, now: @escaping @Sendable () -> Int64
    ) {
        self.enedis = enedis
        self.national = national
        self.dialect = dialect
        self.options = options
        self.now = now
        self.quota = FakeQuota(quota, isUTC: dialect == .v2)
        self.token = Mutex(token)
    }

    func setToken(_ token: String) { self.token.withLock { $0 = token } }

    func describe(_ request: HTTPPeer.Request, _ call: inout FakeCall) {
        let route = FakeRoute(dialect, method: request.method, target: request.target)
        call.kind = route.kind
        call.pdl = route.pdl
        call.direction = route.direction
        call.usesCache = route.usesCache
        call.firstDay = route.start
        call.end = route.end
        call.lastDay = route.end.flatMap { FakeDay($0) }?.previous.text
        call.isPremature = call.isReadings && enedis.isPremature(end: route.end, at: call.at)
    }

    func answer(_ request: HTTPPeer.Request, _ call: inout FakeCall, _ fault: FakeFault?) -> FakeAnswer {
        let route = FakeRoute(dialect, method: request.method, target: request.target)
        if route.needsToken(dialect), !isAllowed(call.authorization) {
            call.code = "token"
            return wrongToken
        }
        if dialect == .conso, let pdl = route.pdl, enedis.meter(pdl) == nil {
            // Its token names the meters it is good for.
            call.code = "token"
            return wrongToken
        }
        let known = cachedReadings(route, at: call.at)
        call.isFromCache = known != nil
        if route.isCounted, known == nil {
            let (made, isOver) = quota.count(at: call.at)
            if isOver {
                call.code = "quota"
                return overQuota(made, at: call.at)
            }
        }
        do throws(FakeEnedisError) {
            return try answer(route, &call, fault, known)
        } catch {
            call.code = error.code
            return refusal(error, call)
        }
    }

    /// The service's own words for a fault that a test injected.
    func refuse(_ fault: FakeFault, _ call: FakeCall) -> FakeAnswer {
        switch fault {
        case .http429(let instant): return refusal(.throttled(until: instant), call)
        case .quotaReached: return overQuota(max(quota.made(at: call.at), quota.limit) + 1, at: call.at)
        case .enedis(let error): return refusal(error, call)
        default:
            return switch dialect {
            case .v1, .v2: FakeAnswer(500, ["detail": "Internal Server Error"])
            case .conso:
                FakeAnswer(500, ["status": 500, "message": "Impossible de rafraîchir le token. Réessayez plus tard"])
            }
        }
    }

    private func cachedReadings(_ route: FakeRoute, at instant: Int64) -> FakeReadings? {
        guard route.usesCache else { return nil }
        let answered = cached.withLock { $0[route.pdl ?? ""]?[route.question] }
        return answered.flatMap { instant - $0.at < options.cacheSeconds ? $0.readings : nil }
    }

    private func readings(_ route: FakeRoute, at instant: Int64) throws(FakeEnedisError) -> FakeReadings {
        let readings = try enedis.readings(
            route.kind, route.pdl, route.direction ?? .consumption, start: route.start, end: route.end, at: instant)
        if route.usesCache, options.cacheSeconds > 0 {
            cached.withLock { $0[route.pdl ?? "", default: [:]][route.question] = (instant, readings) }
        }
        return readings
    }

    private func isAllowed(_ authorization: String?) -> Bool {
        token.withLock { authorization == (dialect == .v1 ? $0 : "Bearer \($0)") }
    }

    private func answer(
        _ route: FakeRoute, _ call: inout FakeCall, _ fault: FakeFault?, _ known: FakeReadings?
    ) throws(FakeEnedisError) -> FakeAnswer {
        switch route.kind {
        case .curve, .daily, .maxPower:
            var readings: FakeReadings
            if let known { readings = known } else { readings = try self.readings(route, at: call.at) }
            if fault == .partialData { readings = readings.thinned(enedis.seed &+ UInt64(call.number)) }
            call.values = readings.count
            return wrapped(meterReading(readings, route, hasWrongUnit: fault == .wrongUnit))
        case .contract:
            let meter = try enedis.access(to: route.pdl, at: call.at)
            return wrapped(contract(route.pdl ?? "", meter), isBare: true)
        case .address:
            let meter = try enedis.access(to: route.pdl, at: call.at)
            return wrapped(address(route.pdl ?? "", meter), isBare: true)
        case .access: return access(route, call)
        case .pdlList: return wrapped(pdlList, isBare: true)
        case .ping: return FakeAnswer(["status": true])
        case .cacheDeletion:
            cached.withLock { $0[route.pdl ?? ""] = nil }
            return FakeAnswer(["status": true])
        case .tempo, .tempoDaysLeft, .tempoPrices, .ecowatt: return nationalAnswer(route, &call)
        case .token, .other:
            return FakeAnswer(
                404, dialect == .conso ? ["status": 404, "message": "Not found"] : ["detail": "Not Found"])
        }
    }
}
