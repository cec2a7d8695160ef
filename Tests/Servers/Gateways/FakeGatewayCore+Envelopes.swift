extension FakeGatewayCore {
    /// The dialect's envelope around data.
    ///
    /// - Parameter isBare: whether the data stands alone with v1, without `meter_reading`.
    func wrapped(_ data: FakeJSON, isBare: Bool = false) -> FakeAnswer {
        let inner: FakeJSON = isBare || dialect == .conso ? data : ["meter_reading": data]
        return FakeAnswer(dialect == .v2 ? success(inner) : inner)
    }

    func success(_ data: FakeJSON) -> FakeJSON {
        ["success": true, "data": data, "error": nil, "timestamp": .string(FakeStamp.utc(now()))]
    }

    func failure(_ code: String, _ message: String) -> FakeAnswer {
        FakeAnswer([
            "success": false, "data": nil,
            "error": ["code": .string(code), "message": .string(message), "field": nil],
            "timestamp": .string(FakeStamp.utc(now())),
        ])
    }

    var wrongToken: FakeAnswer {
        switch dialect {
        case .v1: FakeAnswer(403, ["detail": "Token non reconnu. Vérifiez votre token et votre PDL."])
        case .v2: FakeAnswer(401, ["detail": "Invalid authentication credentials"])
        case .conso:
            FakeAnswer(
                401, ["status": 401, "message": "Votre token est invalide ou ne permet pas d'accéder à ce PRM"])
        }
    }

    func overQuota(_ made: Int, at instant: Int64) -> FakeAnswer {
        switch dialect {
        case .v1:
            FakeAnswer(409, ["detail": .string("Vous avez dépassé votre quota journalier (\(quota.limit))")])
        case .v2:
            failure("RATE_LIMIT_EXCEEDED", "Daily rate limit exceeded (\(made)/\(quota.limit)). Try again tomorrow.")
        case .conso: consoError(.throttled(until: quota.reset(after: instant)))
        }
    }

    /// An error of Enedis as the gateway passes it on.
    func refusal(_ error: FakeEnedisError, _ call: FakeCall) -> FakeAnswer {
        switch dialect {
        case .v1: v1Error(error)
        case .v2: v2Error(error, call)
        case .conso: consoError(error)
        }
    }

    private func v1Error(_ error: FakeEnedisError) -> FakeAnswer {
        let detail: FakeJSON =
            switch options.detail {
            case .codeAndMessage: .string("\(error.code): \(error.message)")
            case .message: .string(error.message)
            case .object: Self.enedisBody(error)
            }
        return FakeAnswer(error.status, ["detail": detail])
    }

    private func v2Error(_ error: FakeEnedisError, _ call: FakeCall) -> FakeAnswer {
        switch error.code {
        case "ADAM-DC-0007", "ADAM-DC-0008":
            return failure(
                "ACCESS_DENIED",
                "Accès refusé : PDL introuvable ou non associé à votre compte. Vérifiez que le PDL existe et que le "
                    + "consentement Enedis est valide.")
        case "ADAM-DC-0016":
            return failure("DATE_TOO_OLD", "Start date is too old. \(error.message)")
        case "Service Unavailable":
            return failure(
                "ENEDIS_UNAVAILABLE",
                "L'API Enedis est temporairement indisponible. Veuillez réessayer dans quelques minutes.")
        default:
            if error == .startNotBeforeEnd {
                return failure("INVALID_DATE_RANGE", "Start date must be before or equal to end date")
            }
            if error == .dateFormat {
                return failure("INVALID_DATE_FORMAT", "Invalid date format. Expected YYYY-MM-DD.")
            }
            // The throttle's body has no `error`; the gateway then words the status.
            let words =
                error.nextAccess == nil
                ? "\(error.code): \(error.message)"
                : "Client error '429 Too Many Requests' for url 'https://gw.ext.prod.api.enedis.fr'"
            return failure("ENEDIS_ERROR", "Failed to fetch \(call.firstDay ?? "") to \(call.end ?? ""): \(words)")
        }
    }

    private func consoError(_ error: FakeEnedisError) -> FakeAnswer {
        FakeAnswer(
            error.status,
            [
                "status": .int(error.status), "message": "The Enedis API returned an error",
                "error": Self.enedisBody(error),
            ])
    }

    /// What Enedis itself sends.
    static func enedisBody(_ error: FakeEnedisError) -> FakeJSON {
        if let instant = error.nextAccess {
            return [
                "code": .string(error.code), "message": "Message throttled out", "description": .string(error.message),
                "nextAccessTime": .string(FakeStamp.throttle(instant)),
            ]
        }
        return ["error": .string(error.code), "error_description": .string(error.message)]
    }
}
