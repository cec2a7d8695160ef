/// An answer of Enedis without data: HTTP status, code, words.
///
/// Source: the error table of the DataConnect documentation (`enedis-api-error.md`).
public struct FakeEnedisError: Error, Hashable, Sendable {
    /// The HTTP status.
    public var status: Int
    /// `error`, such as `ADAM-DC-0008`.
    public var code: String
    /// `error_description`.
    public var message: String
    /// `nextAccessTime` of a throttle, in seconds since 1970.
    public var nextAccess: Int64?

    /// An error with its words.
    public init(_ status: Int, _ code: String, _ message: String, nextAccess: Int64? = nil) {
        self.status = status
        self.code = code
        self.message = message
        self.nextAccess = nextAccess
    }

    /// No `usage_point_id`.
    public static let usagePointMissing = Self(400, "Invalid_request", "usage_point_id parameter is required.")
    /// A `usage_point_id` that is not 14 digits.
    public static let usagePointDigits = Self(
        400, "Invalid_request", "usage_point_id parameter must be 14 digits long.")
    /// No `start` or no `end`.
    public static let dateMissing = Self(400, "invalid_request", "Start/End date parameter is required.")
    /// A date that cannot be read.
    public static let dateFormat = Self(
        400, "invalid_request", "Start/End date parameter must be in the format YYYY-MM-DD.")
    /// An `end` after today.
    public static let endInFuture = Self(
        400, "invalid_request", "The end date parameter must be earlier than the current date.")
    /// `start` not before `end`.
    public static let startNotBeforeEnd = Self(400, "Invalid_request", "Start date should be before end date.")
    /// A load curve over more than 7 days.
    public static let curveTooLong = Self(400, "ADAM-DC-0015", "The requested period must be less than 7 days.")
    /// Daily values over more than 365 days.
    public static let dailyTooLong = Self(400, "ADAM-DC-0015", "The requested period must be less than 365 days.")
    /// A `start` before the oldest day Enedis keeps.
    public static let beforeHistory = Self(
        400, "ADAM-DC-0016", "The start date must be greater than the history deadline.")
    /// A `start` before the customer came to this meter.
    public static let beforeActivation = Self(
        400, "ADAM-ERR0123", "The requested period is anterior to the meter's last activation date.")
    /// Production asked of a consumption point, or the reverse.
    public static let wrongDirection = Self(
        400, "ADAM-ERR0069", "The measure direction is incompatible with the usage point.")
    /// The customer has not allowed the load curve.
    public static let loadCurveRefused = Self(
        400, "ADAM-ERR0075", "The customer has objected to load curve recording.")
    /// The customer has moved.
    public static let notOwner = Self(403, "ADAM-DC-0007", "The customer is not the owner of this usage point.")
    /// The consent has ended or was withdrawn.
    public static let noConsent = Self(
        403, "ADAM-DC-0008", "No consent can be found for this customer and usage point.")
    /// A `start` before the consent.
    public static let beforeConsent = Self(
        403, "ADAM-DC-0009", "The start date must be greater than the consent start date.")
    /// Nothing measured in the range.
    public static let noData = Self(404, "no_data_found", "no measure found for this usage point")
    /// The same with another code.
    public static let noMeasure = Self(404, "STM-ERR-0000020", "No measure found for this usage point.")
    /// An unknown customer.
    public static let unknownUser = Self(404, "STM-ERR-0000019", "Unknown or unauthorized user.")
    /// 10 000 calls an hour.
    public static let hourlyQuota = Self(429, "429", "Quota Q4 reached. Call threshold allowed on 0:12:40")
    /// A technical error of Enedis.
    public static let technical = Self(500, "ADAM-DC-0500", "A technical error has occurred.")
    /// Enedis is down.
    public static let unavailable = Self(503, "Service Unavailable", "The service is temporarily unavailable.")

    /// The throttle: no call before an instant.
    public static func throttled(until instant: Int64) -> Self {
        Self(
            429, "900804",
            "You have exceeded your quota .You can access API after \(FakeStamp.throttle(instant))", nextAccess: instant
        )
    }

    /// Every error of the table but the throttle, whose words hold an instant.
    public static let all = [
        usagePointMissing, usagePointDigits, dateMissing, dateFormat, endInFuture, startNotBeforeEnd, curveTooLong,
        dailyTooLong, beforeHistory, beforeActivation, wrongDirection, loadCurveRefused, notOwner, noConsent,
        beforeConsent, noData, noMeasure, unknownUser, hourlyQuota, technical, unavailable,
    ]
}
