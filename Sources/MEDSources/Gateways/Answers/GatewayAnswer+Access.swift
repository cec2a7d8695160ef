public import MEDCore

extension GatewayAnswer {
    /// What the answer says of consent and quota: the v1 gateway's `valid_access`, or the v2 gateway's list of meters.
    ///
    /// - Throws: ``GatewayFault`` for an error, and for an answer that cannot be read.
    public func access(to pdl: PDL, at now: UTCInstant) throws(GatewayFault) -> GatewayAccess {
        guard let tree = JSONTree(body) else { throw fault(at: now) }
        // v1 gives this form with an error status too, when the quota is used up.
        if let valid = tree["valid"]?.string { return access(tree, isValid: valid == "true") }
        guard isSuccess, tree["success"]?.string != "false", let meters = tree["data"]?.elements else {
            throw fault(at: now)
        }
        let meter = meters.first { $0["usage_point_id"]?.string == pdl.digits }
        return GatewayAccess(isValid: meter.map { $0["is_active"]?.string != "false" } ?? false)
    }

    private func access(_ tree: JSONTree, isValid: Bool) -> GatewayAccess {
        GatewayAccess(
            isValid: isValid,
            consentEnds: tree["consent_expiration_date"]?.string.flatMap(WaitingTime.instant(in:)),
            callsMade: tree["call_number"]?.string.flatMap { Int($0) },
            quota: tree["quota_limit"]?.string.flatMap { Int($0) },
            quotaResets: tree["quota_reset_at"]?.string.flatMap(WaitingTime.instant(in:)),
            isBanned: tree["ban"]?.string == "true",
            information: tree["information"]?.string.map { redaction.excerpt($0, limit: 200) })
    }
}
