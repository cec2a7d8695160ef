/// A meter, its contract, and what is odd about its data. Days are `YYYY-MM-DD`, instants seconds since 1970.
public struct FakeMeter: Sendable {
    /// What it measures; the other direction answers ADAM-ERR0069.
    public var directions: Set<FakeDirection> = [.consumption]
    /// The slot length in minutes (10, 15, 30 or 60) until the first day of `slotMinutesFrom`.
    public var slotMinutes = 30
    /// Slot lengths from a day on.
    public var slotMinutesFrom: [String: Int] = [:]
    /// Days of which nothing is ever published.
    public var missingDays: Set<String> = []
    /// Days of which nothing is published before an instant.
    public var lateDays: [String: Int64] = [:]
    /// Days of whose load curve slots are missing; the daily value is there all the same.
    public var partialDays: [String: FakePartialDay] = [:]
    /// Days of which only the load curve is missing for ever.
    public var missingCurveDays: Set<String> = []
    /// Days of which only the daily value is missing for ever.
    public var missingDailyDays: Set<String> = []
    /// Days without any power: an empty house.
    public var zeroDays: Set<String> = []
    /// Values that change.
    public var corrections: [FakeCorrection] = []
    /// The hour of the next day, in France, from which a day is published.
    public var publicationHour = 6
    /// What a question for the load curve is answered instead of data, for a household that has not allowed it:
    /// `.loadCurveRefused` or `.noData`.
    public var curveRefusal: FakeEnedisError?
    /// From when on the consent is lost.
    public var consentLostAt: Int64?
    /// What is answered then: `.noConsent`, or `.notOwner` for a customer who has moved.
    public var consentRefusal = FakeEnedisError.noConsent
    /// When the consent ends in what `valid_access` says.
    public var consentEnds: Int64 = 1_893_456_000
    /// The day since when the customer has this meter; earlier starts answer ADAM-ERR0123.
    public var lastActivation = "2015-06-01"
    /// `offpeak_hours`; nil is written as null.
    public var offPeakText: String? = "HC (22H30-6H30)"
    /// `subscribed_power`; nil is written as null.
    public var subscribedPower: String? = "9 kVA"
    /// `distribution_tariff`.
    public var distributionTariff: String? = "BTINFCUDT"
    /// `contract_status`.
    public var contractStatus = "SERVC"

    /// An ordinary meter of a consumer.
    public init() {}
}
