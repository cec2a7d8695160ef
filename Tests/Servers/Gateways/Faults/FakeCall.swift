/// A call that a service received, and what came of it.
public struct FakeCall: Sendable {
    /// What was asked for.
    public enum Kind: String, Hashable, Sendable {
        /// A load curve.
        case curve
        /// Energy per day.
        case daily
        /// Peaks.
        case maxPower
        /// The supply contract.
        case contract
        /// The address.
        case address
        /// Consent and quota (v1 `/valid_access`).
        case access
        /// The meters of the account (v2 `/pdl`).
        case pdlList
        /// Tempo colours.
        case tempo
        /// What is left of the season (v1 `/edf/tempo/days`).
        case tempoDaysLeft
        /// Prices (v1 `/edf/tempo/price`).
        case tempoPrices
        /// EcoWatt.
        case ecowatt
        /// A token of RTE.
        case token
        /// v1 `/ping`.
        case ping
        /// v1 `DELETE /cache/{pdl}`.
        case cacheDeletion
        /// A path the service does not know.
        case other
    }

    /// Its number, from 0.
    public internal(set) var number = 0
    /// When it came on the injected clock, in seconds since 1970.
    public internal(set) var at: Int64 = 0
    /// `GET`.
    public internal(set) var method = "GET"
    /// Path and query.
    public internal(set) var path = ""
    /// What was asked for.
    public internal(set) var kind = Kind.other
    /// Of which meter.
    public internal(set) var pdl: String?
    /// Drawn or fed in.
    public internal(set) var direction: FakeDirection?
    /// The first day asked for, `YYYY-MM-DD`.
    public internal(set) var firstDay: String?
    /// The last day asked for, included (the day before `end`).
    public internal(set) var lastDay: String?
    /// `end` or its like as it was written.
    public internal(set) var end: String?
    /// Whether the service might have answered from its cache.
    public internal(set) var usesCache = false
    /// Whether it did.
    public internal(set) var isFromCache = false
    /// The header `Authorization` as it came.
    public internal(set) var authorization: String?
    /// All header lines.
    public internal(set) var headers: [String] = []
    /// Readings of a day asked for before 06:00 of the next day in France.
    public internal(set) var isPremature = false
    /// The sixth or a later call within one second of the injected clock; of EcoWatt: the second within 15 minutes.
    public internal(set) var exceedsRate = false
    /// The status sent; nil: none.
    public internal(set) var status: Int?
    /// The error code sent, of Enedis or of the service.
    public internal(set) var code: String?
    /// The injected fault.
    public internal(set) var fault: String?
    /// How many values were sent.
    public internal(set) var values = 0

    /// Whether it asked for readings.
    public var isReadings: Bool { kind == .curve || kind == .daily || kind == .maxPower }

    /// The first value of a header.
    public func header(_ name: String) -> String? {
        let line = headers.first { $0.lowercased().hasPrefix(name.lowercased() + ":") }
        return line.map { String($0.dropFirst(name.count + 1).drop { $0 == " " }) }
    }
}
