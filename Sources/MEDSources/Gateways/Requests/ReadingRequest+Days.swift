import MEDCore

extension ReadingRequest {
    /// The days as Enedis wants them, `[start; end[`: the end is the day after the last one, and never after today, which
    /// it refuses.
    ///
    /// - Throws: ``GatewayFault`` with `endTooLate` when nothing of the request is over.
    func bounds(at now: UTCInstant, gateway: GatewayKind) throws(GatewayFault) -> (start: Day, end: Day) {
        let end = min(days.upperBound.next, Day(containing: now))
        guard days.lowerBound < end else {
            throw GatewayFault(
                .endTooLate, code: FaultCause.endTooLate.rawValue, message: FaultCause.endTooLate.text(gateway: gateway)
            )
        }
        return (days.lowerBound, end)
    }
}
