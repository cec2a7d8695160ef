/// What went wrong, as far as it makes a difference to the household; ``FaultTable`` finds it.
enum FaultCause: String, CaseIterable {
    // The household has to act.
    case tokenRefused, meterRefused, meterNumber, unknownUser, wrongDirection, curveNotCollected, noContract
    case badAddress, badRequest
    // The consent.
    case consentMissing, notOwner
    // The days.
    case beforeConsent, beforeActivation, beforeHistory, endTooLate, rangeTooLong, noData
    // Too many calls.
    case quotaReached, throttled, throttledForSeconds, throttledForAnHour
    // Passes by itself.
    case badQuestion, enedisDown, gatewayDown, partialData, refused, notFound, blocked, redirected
    case unreadable, otherMeter, otherSeries, unknownUnit, network, cancelled
}
