public import MEDCore
public import MEDHTTP

/// EcoWatt from the v1 gateway, `GET /rte/ecowatt/{start}/{end}`, without a token.
///
/// The outer key of its answer is the day *before* the one that it is about; the dates inside are right.
public struct V1Ecowatt: EcowattSource {
    /// `v1`.
    public let name = "v1"
    private let call: NationalCall
    private let base: HTTPURL

    /// The gateway at `https://myelectricaldata.fr`.
    public init(client: HTTPClient, base: HTTPURL) {
        call = NationalCall(client: client, service: "MyElectricalData v1")
        self.base = base
    }

    /// Asks the gateway.
    public func signals(at now: UTCInstant) async throws(GatewayFault) -> EcowattAnswer {
        // Yesterday's key holds today; the end may or may not be part of the answer.
        let today = Day(containing: now)
        let url = try call.url(base, "rte/ecowatt/\(today.previous)/\(today.advanced(by: 4))")
        guard let answer = Self.answer(try await call.body(of: url, at: now), at: now) else { throw call.unreadable() }
        return EcowattAnswer(days: answer.days.filter { $0.day >= today }, issues: answer.issues)
    }

    /// Reads `{"2023-01-22": {"value": 1, "detail": {"2023-01-23 00:00:00": 1, …}}}`; `nil` when it is no such map.
    static func answer(_ body: [UInt8], at now: UTCInstant) -> EcowattAnswer? {
        struct Signal: Decodable {
            let value: NationalJSON.Integer?
            let detail: [String: NationalJSON.Integer]
        }
        guard let signals = NationalJSON.decode([String: NationalJSON.Element<Signal>].self, from: body) else {
            return nil
        }
        var entries = EcowattEntries(at: now)
        var read = 0
        for (key, element) in signals.sorted(by: { $0.key < $1.key }) {
            guard let signal = element.value else {
                entries.note("\(key): no detail")
                continue
            }
            read += 1
            var days: [Day: [Int: Int]] = [:]
            for (text, level) in signal.detail {
                guard let stamp = NationalStamp(text), let second = stamp.secondOfDay else {
                    entries.note("\(key): \(text)")
                    continue
                }
                if let level = level.value { days[stamp.day, default: [:]][second / 3_600] = level }
            }
            // The level is that of the day inside; of two days inside nobody says of which.
            for (day, hours) in days {
                entries.add(day, level: days.count == 1 ? signal.value?.value : nil, hours: hours)
            }
        }
        // `{"detail": "…"}` is a refusal in the shape of a map.
        return read == 0 && !signals.isEmpty ? nil : entries.answer
    }
}
