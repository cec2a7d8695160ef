/// Waiting for what another process does, which has no event to await.
public enum Poll {
    /// Asks every 10 ms until the answer is not nil.
    ///
    /// - Throws: ``TestServerError`` when the time is over; `CancellationError`.
    public static func until<Answer>(
        _ what: String,
        timeout: Duration = .seconds(10),
        _ ask: () throws -> Answer?
    ) async throws -> Answer {
        let deadline = ContinuousClock.now + timeout
        while true {
            if let answer = try ask() { return answer }
            if .now > deadline { throw TestServerError("not within \(timeout): \(what)") }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    /// Asks every 10 ms until the condition holds.
    ///
    /// - Throws: ``TestServerError`` when the time is over; `CancellationError`.
    public static func until(
        _ what: String,
        timeout: Duration = .seconds(10),
        _ condition: () throws -> Bool
    ) async throws {
        _ = try await until(what, timeout: timeout) { try condition() ? true : nil }
    }
}
