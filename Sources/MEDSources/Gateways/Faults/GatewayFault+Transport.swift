import MEDHTTP

extension GatewayFault {
    /// The fault of an exchange that gave no answer.
    ///
    /// Only what cannot be sent at all stops the household. A certificate that has run out or a name that resolves to a
    /// forbidden address are put right by others, mostly within hours.
    init(_ fault: HTTPFault, gateway: GatewayKind) {
        let cause: FaultCause =
            switch fault.code {
            case .invalidURL, .foreignCredentials: .badAddress
            case .invalidRequest: .badRequest
            case .cancelled, .closed: .cancelled
            case .bodyTooLarge, .malformedResponse: .unreadable
            case .redirectLimit: .redirected
            // Of WebSockets only, which no gateway has.
            case .upgradeRefused: .network
            case .resolve, .refused, .unreachable, .timedOut, .tlsVerification, .tlsHostName, .tlsPin, .tlsFile,
                .tlsClientCertificate, .tlsHandshake, .addressRefused, .connectionLost, .other:
                .network
            }
        let isPermanent = cause == .badAddress || cause == .badRequest
        self.init(
            isPermanent ? .permanent : .transient(retryAfter: nil), scope: cause.scope, code: fault.code.rawValue,
            message: cause.text(gateway: gateway))
    }
}
