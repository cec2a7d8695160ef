/// EcoWatt of a day.
public struct FakeEcoWatt: Hashable, Sendable {
    /// `YYYY-MM-DD`.
    public var day: String
    /// 1 green, 2 orange, 3 red.
    public var level: Int
    /// 24 levels, 0 (green and low in carbon) to 3; nil: the hour is left out of the answer.
    public var hours: [Int?]
    /// From when on it is published, in seconds since 1970.
    public var from: Int64

    /// A day; without hours, all are at the day's level.
    public init(day: String, level: Int, hours: [Int?]? = nil, from: Int64 = .min) {
        self.day = day
        self.level = level
        self.hours = hours ?? Array(repeating: level, count: 24)
        self.from = from
    }

    var message: String {
        level == 1 ? "Pas d’alerte." : level == 2 ? "Risque de coupures en cas de faible mobilisation." : "Coupures."
    }
}
