import MEDCore
import MEDHTTP

/// What a fault of an exchange means to a household, and what to do about it. MEDHTTP puts no secret into a fault.
struct HTTPFaultText {
    let cause: LocalizedText
    let hint: LocalizedText

    init(_ fault: HTTPFault, _ destination: HTTPDestination) {
        let (french, english) = Self.cause(fault, destination)
        cause = LocalizedText(fr: french, en: english)
        let (conseil, advice) = Self.hint(fault)
        hint = LocalizedText(fr: conseil, en: advice)
    }

    /// Both in one text.
    var causeAndHint: LocalizedText { cause.followed(by: hint) }

    private static func cause(_ fault: HTTPFault, _ destination: HTTPDestination) -> (String, String) {
        let endpoint = destination.endpoint
        let detail = fault.detail.isEmpty ? fault.code.rawValue : fault.detail
        return switch fault.code {
        case .invalidURL, .invalidRequest, .foreignCredentials:
            ("La requête ne peut pas être envoyée : \(detail).", "The request cannot be sent: \(detail).")
        case .resolve: ("Le nom de \(endpoint) est inconnu.", "The name of \(endpoint) is unknown.")
        case .refused: ("Rien n'écoute sur \(endpoint).", "Nothing listens on \(endpoint).")
        case .unreachable: ("\(endpoint) est injoignable.", "There is no way to \(endpoint).")
        case .timedOut: ("\(endpoint) ne répond pas à temps.", "\(endpoint) does not answer in time.")
        case .connectionLost: ("\(endpoint) a coupé la connexion.", "\(endpoint) closed the connection.")
        case .malformedResponse:
            ("\(endpoint) ne répond pas en HTTP.", "What \(endpoint) answers is not HTTP.")
        case .bodyTooLarge: ("La réponse de \(endpoint) est trop grande.", "The answer of \(endpoint) is too large.")
        case .addressRefused:
            ("L'adresse de \(endpoint) n'est pas permise.", "The address of \(endpoint) is not allowed.")
        case .upgradeRefused:
            (
                "\(endpoint) n'ouvre pas de WebSocket (HTTP \(fault.status ?? 0)).",
                "\(endpoint) opens no WebSocket (HTTP \(fault.status ?? 0))."
            )
        case .redirectLimit:
            ("\(endpoint) renvoie sans fin d'une adresse à l'autre.", "\(endpoint) redirects without end.")
        case .tlsVerification:
            (
                "Le certificat de \(endpoint) n'est pas signé par une autorité de confiance, ou il a expiré.",
                "The certificate of \(endpoint) is not signed by a trusted authority, or it is out of date."
            )
        case .tlsHostName:
            (
                "Le certificat de \(endpoint) est celui d'un autre nom.",
                "The certificate of \(endpoint) is for another name."
            )
        case .tlsPin:
            ("La clé de \(endpoint) n'est pas celle attendue.", "The key of \(endpoint) is not the pinned one.")
        case .tlsFile:
            (
                "Un fichier de certificat ne peut pas être lu : \(detail).",
                "A certificate file cannot be read: \(detail)."
            )
        case .tlsClientCertificate:
            ("\(endpoint) demande un certificat client valable.", "\(endpoint) wants a valid client certificate.")
        case .tlsHandshake: ("TLS a échoué avec \(endpoint).", "TLS failed with \(endpoint).")
        case .cancelled, .closed: ("La requête a été arrêtée.", "The request was stopped.")
        case .other: ("Erreur HTTP : \(detail).", "HTTP error: \(detail).")
        }
    }

    private static func hint(_ fault: HTTPFault) -> (String, String) {
        switch fault.code {
        case .resolve, .refused, .unreachable, .invalidURL, .invalidRequest, .foreignCredentials, .redirectLimit:
            ("Vérifiez l'hôte et le port de l'URL.", "Check the host and the port of the URL.")
        case .addressRefused:
            (
                "Les adresses de lien local et de métadonnées sont toujours refusées.",
                "Link-local and metadata addresses are always refused."
            )
        case .tlsVerification:
            (
                "Indiquez le certificat de l'autorité qui l'a signé (ca_cert) ; s'il a expiré, renouvelez-le sur le serveur.",
                "Set the certificate of the authority that signed it (ca_cert); if it is out of date, renew it at the server."
            )
        case .tlsHostName:
            ("Utilisez dans l'URL le nom du certificat.", "Use the name in the certificate in the URL.")
        case .tlsPin:
            (
                "Vérifiez que c'est le bon appareil, puis indiquez sa nouvelle clé.",
                "Make sure that it is the right device, then enter its new key."
            )
        case .tlsFile: ("Vérifiez ca_cert.", "Check ca_cert.")
        case .tlsClientCertificate:
            (
                "med ne présente pas de certificat client : ouvrez-lui là-bas un accès qui n'en demande pas.",
                "med presents no client certificate: open an access for it there that asks for none."
            )
        case .tlsHandshake:
            ("Vérifiez que ce port parle TLS : http ou https.", "Check that this port speaks TLS: http or https.")
        case .timedOut, .connectionLost, .malformedResponse, .bodyTooLarge, .upgradeRefused, .cancelled, .closed,
            .other:
            (
                "Vérifiez que le serveur fonctionne et que l'URL est la sienne.",
                "Check that the server is running and that the URL is its own."
            )
        }
    }
}

extension HTTPFault {
    /// The same for the engine: blocked when trying again cannot help.
    ///
    /// - Parameter now: For the `Retry-After` of a server that opens no WebSocket; without it there is none.
    func exporterFault(_ destination: HTTPDestination, now: UTCInstant? = nil) -> any Error {
        if code == .cancelled { return CancellationError() }
        let text = HTTPFaultText(self, destination).causeAndHint
        guard isTransient else { return ExporterFault.blocked(cause: text) }
        let pause = now.flatMap { now in
            retryAfter.flatMap { RetryAfter.delay($0, now: now.secondsSinceEpoch) }
        }
        return ExporterFault.unreachable(retryAfter: pause, reason: text)
    }
}
