/// What a service does instead of answering as it should, or to its answer.
public enum FakeFault: Hashable, Sendable {
    /// 500 with the service's error body.
    case http500
    /// 500 without a body, as the v1 gateway does.
    case http500EmptyBody
    /// 503; `Retry-After` in seconds where given.
    case http503(retryAfter: Int? = nil)
    /// The throttle of Enedis: 429 with `nextAccessTime`, seconds since 1970.
    case http429(nextAccess: Int64)
    /// The service's day quota: 409 of v1, `RATE_LIMIT_EXCEEDED` of v2, 429 elsewhere.
    case quotaReached
    /// 200 whose JSON ends in the middle.
    case brokenJSON
    /// 200 with a page for people.
    case htmlPage
    /// 200 without a body.
    case emptyBody200
    /// The right answer, so many milliseconds late; the one fault that takes real time.
    case slow(milliseconds: Int)
    /// RST before an answer.
    case reset
    /// Half of the body that Content-Length promises, then the connection ends.
    case truncated
    /// The right answer, of which half the points are missing this time.
    case partialData
    /// The right numbers under another unit: kW, kWh, kVA.
    case wrongUnit
    /// An error of Enedis, in the service's envelope.
    case enedis(FakeEnedisError)
    /// Any answer.
    case answer(status: Int, body: String)

    /// Its name in a call's record.
    public var name: String {
        switch self {
        case .enedis(let error): "enedis \(error.code)"
        case .answer(let status, _): "answer \(status)"
        default: String("\(self)".prefix { $0 != "(" })
        }
    }
}
