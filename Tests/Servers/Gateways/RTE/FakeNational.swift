import Synchronization

/// Tempo and EcoWatt as RTE publishes them: a table that a test fills, with the instants at which values appear or
/// change.
public final class FakeNational: Sendable {
    private struct Entry {
        let color: FakeTempoColor
        let from: Int64
    }

    private struct State {
        var tempo: [String: [Entry]] = [:]
        var ecowatt: [String: [FakeEcoWatt]] = [:]
    }

    private let state = Mutex(State())

    /// An empty table: every colour is unknown.
    public init() {}

    /// Publishes a colour from an instant on, over what was published before: a provisional one, then the final one.
    ///
    /// - Parameters:
    ///   - day: `YYYY-MM-DD`.
    ///   - instant: seconds since 1970; by default 10:30 in France on the day before.
    public func setTempo(_ day: String, _ color: FakeTempoColor, from instant: Int64? = nil) {
        let from = instant ?? FakeDay(known: day).previous.instant(hour: 10, minute: 30)
        state.withLock { state in
            state.tempo[day, default: []].append(Entry(color: color, from: from))
            state.tempo[day]?.sort { $0.from < $1.from }
        }
    }

    /// Publishes a whole season as the rules have it: 22 red and 43 white days chosen by the seed, red ones from
    /// November to March and from Monday to Friday, no white Sunday; each from 10:30 of the day before.
    ///
    /// - Parameter year: the year of its 1 September.
    public func fillTempo(season year: Int, seed: UInt64 = 1) {
        let days = FakeClock.days("\(year)-09-01", "\(year + 1)-08-31")
        let shuffled = days.sorted { FakeNoise.seed(seed, $0) < FakeNoise.seed(seed, $1) }
        let red = Set(
            shuffled.filter {
                let day = FakeDay(known: $0)
                return (day.month >= 11 || day.month <= 3) && (2...6).contains(day.weekday)
            }.prefix(22))
        let white = Set(shuffled.filter { !red.contains($0) && FakeDay(known: $0).weekday != 1 }.prefix(43))
        for day in days { setTempo(day, red.contains(day) ? .red : white.contains(day) ? .white : .blue) }
    }

    /// Forgets a day: an outage of RTE.
    public func clearTempo(_ day: String) { state.withLock { $0.tempo[day] = nil } }

    /// The colour that is published of a day at an instant; nil: none.
    public func tempo(_ day: String, at instant: Int64) -> FakeTempoColor? { tempoEntry(day, at: instant)?.color }

    /// Publishes a day's EcoWatt, over what was published before.
    public func setEcoWatt(_ ecowatt: FakeEcoWatt) {
        state.withLock { state in
            state.ecowatt[ecowatt.day, default: []].append(ecowatt)
            state.ecowatt[ecowatt.day]?.sort { $0.from < $1.from }
        }
    }

    /// The EcoWatt that is published of a day at an instant; nil: none.
    public func ecowatt(_ day: String, at instant: Int64) -> FakeEcoWatt? {
        state.withLock { $0.ecowatt[day]?.last { $0.from <= instant } }
    }

    func tempoEntry(_ day: String, at instant: Int64) -> (color: FakeTempoColor, from: Int64)? {
        state.withLock { $0.tempo[day]?.last { $0.from <= instant } }.map { ($0.color, $0.from) }
    }

    /// The days of which a colour is published, in order.
    func tempoDays(at instant: Int64) -> [String] {
        state.withLock { state in
            state.tempo.filter { $0.value.contains { $0.from <= instant } }.keys.sorted()
        }
    }
}
