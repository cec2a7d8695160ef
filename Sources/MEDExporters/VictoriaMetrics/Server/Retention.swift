import MEDCore
import MEDHTTP

/// How long a server keeps data: `-retentionPeriod`, read from its own `/metrics`.
struct Retention: Hashable, Sendable {
    /// Seconds.
    let seconds: Int64

    /// The value of the flag: `20y`, `100d`, `4w`, `36h`; a plain number counts months.
    init?(flag: some StringProtocol) {
        let day = 86_400.0
        let units: [Character: Double] = ["h": 3_600, "d": day, "w": 7 * day, "y": 365 * day]
        let unit = flag.last.flatMap { units[$0] }
        guard let number = Double(unit == nil ? String(flag) : String(flag.dropLast())), number > 0,
            // A month is 31 days there (lib/flagutil/duration.go).
            let seconds = Int64(exactly: (number * (unit ?? 31 * day)).rounded())
        else { return nil }
        self.seconds = seconds
    }

    /// From the text of `/metrics`: `flag{name="retentionPeriod", value="1", is_set="false"} 1`.
    init?(metrics: String) {
        let name = "flag{name=\"retentionPeriod\", value=\""
        guard let start = metrics.firstRange(of: name) else { return nil }
        self.init(flag: metrics[start.upperBound...].prefix { $0 != "\"" })
    }

    /// In days, rounded down.
    var days: Int { Int(seconds / 86_400) }

    /// The flag for data that begin on `day`: whole years, and one more to grow into.
    static func flag(for day: Day, at now: UTCInstant) -> String {
        let years = max(1, now.seconds(since: day.start) / (365 * 86_400) + 2)
        return "-retentionPeriod=\(years)y"
    }
}

extension VictoriaMetricsAPI {
    /// How long the server keeps data; `nil` when it does not say.
    func retention() async throws -> Retention? {
        guard let metrics = settings.addresses.metrics else { return nil }
        let response = try await settings.reading.send(settings.reading.request(.get, metrics))
        return response.isSuccess ? Retention(metrics: String(decoding: response.body, as: UTF8.self)) : nil
    }
}
