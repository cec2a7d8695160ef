extension FaultCause {
    /// How much of an account it stops, if it is permanent.
    var scope: GatewayFault.Scope {
        switch self {
        case .tokenRefused, .badAddress, .badRequest: .account
        // Conso API says the same of a wrong key and of a meter that the key is not for.
        case .meterRefused, .meterNumber, .unknownUser, .consentMissing, .notOwner: .meter
        default: .series
        }
    }
}
