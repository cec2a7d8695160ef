import MEDCore

/// Exponential back-off with full jitter: a random wait between nothing and a ceiling that doubles up to a cap.
struct TransientBackoff {
    /// Between two calls of an account whose calls fail, whatever they ask.
    static let account = TransientBackoff(base: 2, cap: 900)
    /// Until the same series is asked again. At the cap a meter whose calls always fail makes about eight calls a day.
    static let series = TransientBackoff(base: 10, cap: 6 * 3_600)

    /// The ceiling of the first wait, in seconds.
    let base: Int
    /// The ceiling that is never exceeded, in seconds.
    let cap: Int

    /// When to go on after `failures` failures in a row; `fraction` is drawn evenly from 0 to 1.
    func end(afterFailures failures: Int, fraction: Double, at now: UTCInstant) -> UTCInstant {
        var ceiling = base
        for _ in 1..<max(failures, 1) where ceiling < cap { ceiling *= 2 }
        // A whole second at the least: a jitter of almost zero must not become a busy loop.
        return now.advanced(bySeconds: max(1, Int(Double(min(ceiling, cap)) * min(max(fraction, 0), 1))))
    }
}
