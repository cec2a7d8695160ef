/// One request on its way through an event loop.
final class Exchange: @unchecked Sendable {
    // @unchecked: the constants are values. `continuation` is set before the exchange is submitted, which happens under
    // the inbox's lock; from then on this and the rest belong to the loop's thread; once ended, to the task
    // that wakes the caller; when the loop does not take it any more, to the submitter.
    let request: HTTPRequest
    let credentials: HTTPAuthentication?
    let expiry: ContinuousClock.Instant
    var continuation: CheckedContinuation<Result<RawResponse, HTTPFault>, Never>?
    /// Set by a cancellation that came before the exchange did.
    var isCancelled = false
    /// Where it runs, once it does.
    var easy: EasyHandle?
    var slot: Placement.Slot?

    init(_ request: HTTPRequest, credentials: HTTPAuthentication?, expiry: ContinuousClock.Instant) {
        self.request = request
        self.credentials = credentials
        self.expiry = expiry
    }

    /// Wakes the caller, once.
    func finish(_ result: Result<RawResponse, HTTPFault>) {
        continuation?.resume(returning: result)
        continuation = nil
    }
}
