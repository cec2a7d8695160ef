/// What a request to a gateway asks for.
struct FakeRoute: Sendable {
    var kind = FakeCall.Kind.other
    var direction: FakeDirection?
    var pdl: String?
    var start: String?
    var end: String?
    var usesCache = false
    /// What is left of the path, for answers that need it.
    var name = ""
    var target: FakeTarget

    init(_ dialect: FakeDialect, method: String, target text: String) {
        target = FakeTarget(text)
        switch dialect {
        case .v1: readV1(method)
        case .v2: readV2()
        case .conso: readConso()
        }
        if method != "GET", kind != .cacheDeletion { kind = .other }
    }

    private mutating func readV1(_ method: String) {
        var path = target.path
        if path.last == "cache", path.count > 1 {
            usesCache = true
            path.removeLast()
        }
        switch (path.first, path.count) {
        case ("ping", 1): kind = .ping
        case ("cache", 2) where method == "DELETE": (kind, pdl) = (.cacheDeletion, path[1])
        case ("valid_access", 2): (kind, pdl) = (.access, path[1])
        case ("contracts", 2): (kind, pdl) = (.contract, path[1])
        case ("addresses", 2): (kind, pdl) = (.address, path[1])
        case ("rte", 4) where path[1] == "tempo": (kind, start, end) = (.tempo, path[2], path[3])
        case ("rte", 4) where path[1] == "ecowatt": (kind, start, end) = (.ecowatt, path[2], path[3])
        case ("edf", 3) where path[1] == "tempo" && path[2] == "days": kind = .tempoDaysLeft
        case ("edf", 3) where path[1] == "tempo" && path[2] == "price": kind = .tempoPrices
        case (let name?, 6) where path[2] == "start" && path[4] == "end":
            guard let (kind, direction) = Self.series[name] else { return }
            (self.kind, self.direction, pdl, start, end) = (kind, direction, path[1], path[3], path[5])
        default: break
        }
    }

    private static let series: [String: (FakeCall.Kind, FakeDirection)] = [
        "daily_consumption": (.daily, .consumption), "daily_production": (.daily, .production),
        "consumption_load_curve": (.curve, .consumption), "production_load_curve": (.curve, .production),
        "daily_consumption_max_power": (.maxPower, .consumption), "consumption_max_power": (.maxPower, .consumption),
    ]

    private mutating func readV2() {
        let path = target.path.first == "api" ? Array(target.path.dropFirst()) : []
        (start, end) = (target["start"], target["end"])
        usesCache = target["use_cache"] == "true"
        switch path.first {
        case "pdl" where path.count == 1: kind = .pdlList
        case "tempo": (kind, name) = (.tempo, path.dropFirst().joined(separator: "/"))
        case "ecowatt": (kind, name) = (.ecowatt, path.dropFirst().joined(separator: "/"))
        case "enedis" where path.count == 3:
            pdl = path[2]
            switch path[1] {
            case "power": (kind, direction) = (.maxPower, .consumption)
            case "contract": kind = .contract
            case "address": kind = .address
            default: pdl = nil
            }
        case "enedis" where path.count == 4:
            guard let direction = FakeDirection(rawValue: path[1]), path[2] == "daily" || path[2] == "detail" else {
                return
            }
            (kind, self.direction, pdl) = (path[2] == "daily" ? .daily : .curve, direction, path[3])
        default: break
        }
        if kind == .tempo || kind == .ecowatt { (start, end) = (target["start_date"], target["end_date"]) }
    }

    private mutating func readConso() {
        guard target.path.count == 2, target.path[0] == "api", let (kind, direction) = Self.series[target.path[1]],
            target.path[1] != "daily_consumption_max_power"
        else { return }
        (self.kind, self.direction) = (kind, direction)
        (pdl, start, end) = (target["prm"], target["start"], target["end"])
    }

    /// Whether v1 and v2 ask who calls.
    func needsToken(_ dialect: FakeDialect) -> Bool {
        switch kind {
        case .ping, .tempo, .tempoDaysLeft, .tempoPrices, .other: false
        case .ecowatt: dialect == .v2
        default: true
        }
    }

    /// What is asked for readings, the meter left aside.
    var question: String { "\(kind) \(direction?.rawValue ?? "") \(start ?? "") \(end ?? "")" }

    /// Whether it costs one of the day's calls.
    var isCounted: Bool {
        switch kind {
        case .curve, .daily, .maxPower, .contract, .address: true
        default: false
        }
    }
}
