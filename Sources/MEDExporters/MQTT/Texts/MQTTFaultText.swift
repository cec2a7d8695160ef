import MEDCore
import MEDMQTT

/// What a fault means to a household, and what to do about it. Never a password: MEDMQTT puts none into a fault.
struct MQTTFaultText {
    let cause: LocalizedText
    let hint: LocalizedText

    init(_ fault: MQTTFault, endpoint: String) {
        let (french, english) = Self.cause(fault, endpoint)
        cause = LocalizedText(fr: french, en: english)
        let (conseil, advice) = Self.hint(fault)
        hint = LocalizedText(fr: conseil, en: advice)
    }

    /// Both in one text.
    var causeAndHint: LocalizedText {
        LocalizedText(fr: "\(cause.french) \(hint.french)", en: "\(cause.english) \(hint.english)")
    }

    private static func cause(_ fault: MQTTFault, _ endpoint: String) -> (String, String) {
        let detail = fault.detail.isEmpty ? fault.code.rawValue : fault.detail
        return switch fault.code {
        case .resolve: ("Le nom de \(endpoint) est inconnu.", "The name of \(endpoint) is unknown.")
        case .refused: ("Rien n'écoute sur \(endpoint).", "Nothing listens on \(endpoint).")
        case .unreachable: ("\(endpoint) est injoignable.", "There is no way to \(endpoint).")
        case .timedOut: ("\(endpoint) ne répond pas à temps.", "\(endpoint) does not answer in time.")
        case .connectionLost:
            (
                "La connexion avec \(endpoint) a été coupée.",
                "\(endpoint) closed the connection (\(detail))."
            )
        case .takenOver:
            ("Un autre client utilise le même identifiant.", "Another client uses the same client identifier.")
        case .brokerUnavailable: ("Le broker est indisponible (\(detail)).", "The broker is unavailable (\(detail)).")
        case .badCredentials:
            ("Le broker refuse l'utilisateur ou le mot de passe.", "The broker refuses the user name or the password.")
        case .notAuthorized:
            ("Le broker n'autorise pas l'écriture.", "The broker's access list does not allow this.")
        case .tlsVerification:
            (
                "Le certificat du broker n'est pas signé par une autorité de confiance, ou il a expiré.",
                "The broker's certificate is not signed by a trusted authority, or it is out of date."
            )
        case .tlsHostName:
            ("Le certificat du broker est celui d'un autre nom.", "The broker's certificate is for another name.")
        case .tlsClientCertificate:
            ("Le broker demande un certificat client valable.", "The broker wants a valid client certificate.")
        case .tlsFile:
            (
                "Un fichier de certificat ne peut pas être lu : \(detail).",
                "A certificate file cannot be read: \(detail)."
            )
        case .tlsHandshake: ("TLS a échoué (\(detail)).", "TLS failed (\(detail)).")
        case .invalidConfiguration:
            ("La configuration ne convient pas : \(detail).", "The configuration cannot work: \(detail).")
        case .protocolVersion:
            ("Le broker ne parle ni MQTT 5 ni MQTT 3.1.1.", "The broker speaks neither MQTT 5 nor MQTT 3.1.1.")
        case .invalidTopic: ("Le broker refuse le topic.", "The broker refuses the topic.")
        case .payloadTooLarge: ("Le message est trop grand pour le broker.", "The message is too large for the broker.")
        case .qosNotSupported: ("Le broker ne prend pas ce QoS.", "The broker does not take this QoS.")
        case .quotaExceeded: ("Le quota du broker est atteint.", "The broker's quota is used up.")
        case .shutDown, .cancelled: ("La connexion a été arrêtée.", "The connection was stopped.")
        case .other: ("Erreur MQTT : \(detail).", "MQTT error: \(detail).")
        }
    }

    private static func hint(_ fault: MQTTFault) -> (String, String) {
        switch fault.code {
        case .resolve, .refused, .unreachable, .invalidConfiguration:
            ("Vérifiez l'hôte et le port.", "Check the host and the port.")
        case .timedOut, .brokerUnavailable, .quotaExceeded:
            ("Vérifiez que le broker fonctionne.", "Check that the broker is running.")
        case .connectionLost, .tlsHandshake:
            (
                "Vérifiez que l'option TLS correspond au port : souvent 1883 sans TLS, 8883 avec.",
                "Check that the TLS option fits the port: usually 1883 without TLS, 8883 with it."
            )
        case .takenOver:
            (
                "Laissez l'identifiant client vide ou choisissez-en un autre.",
                "Leave the client identifier empty, or change it."
            )
        case .badCredentials:
            // Also when one of them is not set: brokers answer the same.
            (
                "Vérifiez username et password : ce broker demande les deux.",
                "Check username and password: this broker wants both."
            )
        case .notAuthorized, .invalidTopic:
            (
                "Donnez à cet utilisateur le droit d'écrire sous le préfixe (ACL).",
                "Let this user write under the prefix (access list)."
            )
        case .tlsVerification:
            (
                "Indiquez le certificat de l'autorité qui l'a signé (ca_cert) ; s'il a expiré, renouvelez-le sur le broker.",
                "Set the certificate of the authority that signed it (ca_cert); if it is out of date, renew it at the broker."
            )
        case .tlsHostName:
            ("Utilisez comme hôte le nom du certificat.", "Use the name in the certificate as host.")
        case .tlsClientCertificate, .tlsFile:
            ("Vérifiez ca_cert, client_cert et client_key.", "Check ca_cert, client_cert and client_key.")
        case .qosNotSupported: ("Choisissez un QoS plus bas.", "Choose a lower QoS.")
        case .payloadTooLarge:
            ("Augmentez message_size_limit du broker.", "Raise the broker's message_size_limit.")
        case .protocolVersion: ("Mettez le broker à jour.", "Update the broker.")
        case .shutDown, .cancelled, .other: ("Consultez le journal du broker.", "See the broker's log.")
        }
    }
}

extension MQTTFault {
    /// The same for the engine: blocked when trying again cannot help.
    func exporterFault(endpoint: String) -> any Error {
        if code == .cancelled { return CancellationError() }
        let text = MQTTFaultText(self, endpoint: endpoint).causeAndHint
        return isPermanent
            ? ExporterFault.blocked(cause: text) : ExporterFault.unreachable(retryAfter: nil, reason: text)
    }
}
