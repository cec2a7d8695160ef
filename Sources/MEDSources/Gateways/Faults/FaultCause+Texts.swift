import MEDCore

extension FaultCause {
    /// What happened and what the household can do.
    func text(gateway: GatewayKind, request: ReadingRequest? = nil) -> LocalizedText {
        let name = gateway.name
        switch self {
        case .tokenRefused:
            return LocalizedText(
                fr: "\(name) refuse la clé d’accès : recopiez celle de votre compte dans la configuration.",
                en: "\(name) refuses the access key: copy the one of your account into the configuration.")
        case .meterRefused:
            return LocalizedText(
                fr: "\(name) ne donne pas accès à ce PDL avec cette clé : vérifiez le PDL, la clé et le consentement.",
                en: "\(name) gives this key no access to this PDL: check the PDL, the key and the consent.")
        case .meterNumber:
            return LocalizedText(
                fr: "Enedis ne reconnaît pas ce numéro : vérifiez les 14 chiffres du PDL dans la configuration.",
                en: "Enedis does not accept this number: check the 14 digits of the PDL in the configuration.")
        case .unknownUser:
            return LocalizedText(
                fr:
                    "Enedis ne connaît pas ce client : vérifiez le PDL et donnez votre consentement sur le site de \(name).",
                en: "Enedis does not know this customer: check the PDL and give your consent on the site of \(name).")
        case .wrongDirection:
            return LocalizedText(
                fr: "Ce compteur ne mesure pas dans ce sens : désactivez la production (ou la consommation) de ce PDL.",
                en: "This meter does not measure in this direction: turn off production (or consumption) of this PDL.")
        case .curveNotCollected:
            return LocalizedText(
                fr: "La courbe de charge n’est pas collectée : activez-la dans votre espace client Enedis.",
                en: "The load curve is not collected: activate it in your customer account at Enedis.")
        case .noContract:
            return LocalizedText(
                fr: "\(name) ne donne pas le contrat : saisissez puissance et heures creuses dans la configuration.",
                en: "\(name) does not give the contract: enter power and off-peak hours in the configuration.")
        case .badAddress:
            return LocalizedText(
                fr: "L’adresse de la passerelle n’est pas utilisable : vérifiez-la dans la configuration.",
                en: "The address of the gateway cannot be used: check it in the configuration.")
        case .badRequest:
            return LocalizedText(
                fr: "La clé d’accès contient un caractère interdit : recopiez-la dans la configuration.",
                en: "The access key holds a character that cannot be sent: copy it again into the configuration.")
        case .consentMissing:
            return LocalizedText(
                fr: "Le consentement pour ce PDL manque ou a expiré : renouvelez-le sur le site de \(name).",
                en: "The consent for this PDL is missing or has ended: renew it on the site of \(name).")
        case .notOwner:
            return LocalizedText(
                fr: "Enedis ne vous connaît plus à ce PDL (déménagement ?) : retirez-le ou renouvelez le consentement.",
                en: "Enedis no longer knows you at this PDL (moved?): remove it or renew the consent.")
        default: return waitingText(name: name, request: request)
        }
    }

    private func waitingText(name: String, request: ReadingRequest?) -> LocalizedText {
        switch self {
        case .beforeConsent:
            return LocalizedText(
                fr: "Le consentement ne couvre pas des jours si anciens : l’historique commence plus tard.",
                en: "The consent does not cover days so early: the history begins later.")
        case .beforeActivation:
            return LocalizedText(
                fr: "Le compteur n’était pas encore à votre nom : l’historique commence plus tard.",
                en: "The meter was not yet in your name: the history begins later.")
        case .beforeHistory:
            return LocalizedText(
                fr: "Enedis ne garde rien de si ancien : l’historique commence plus tard.",
                en: "Enedis keeps nothing so old: the history begins later.")
        case .endTooLate:
            return LocalizedText(
                fr: "Enedis ne publie que jusqu’à hier : la période sera raccourcie.",
                en: "Enedis publishes until yesterday only: the period will be shortened.")
        case .rangeTooLong:
            return LocalizedText(
                fr: "La période est trop longue pour un seul appel : elle sera découpée.",
                en: "The period is too long for one call: it will be split.")
        case .noData where request?.kind == .loadCurve:
            return LocalizedText(
                fr:
                    "Enedis n’a pas de courbe de charge pour ces jours ; si cela dure, vérifiez que sa collecte est activée "
                    + "dans votre espace client Enedis.",
                en:
                    "Enedis has no load curve for these days; if this lasts, check in your customer account at Enedis that "
                    + "its collection is active.")
        case .noData:
            return LocalizedText(
                fr: "Enedis n’a pas de données pour ces jours ; elles seront redemandées.",
                en: "Enedis has no data for these days; they will be asked for again.")
        case .quotaReached:
            return LocalizedText(
                fr: "Le quota d’appels de \(name) est épuisé ; la suite attend qu’il soit renouvelé.",
                en: "The quota of calls of \(name) is used up; the rest waits until it begins anew.")
        case .throttled, .throttledForSeconds, .throttledForAnHour:
            return LocalizedText(
                fr: "Enedis ou \(name) limite les appels ; la suite attend l’heure indiquée.",
                en: "Enedis or \(name) limits the calls; the rest waits until the time it names.")
        default: return passingText(name: name)
        }
    }

    private func passingText(name: String) -> LocalizedText {
        switch self {
        case .badQuestion, .refused:
            LocalizedText(
                fr:
                    "\(name) refuse la question ; nouvel essai plus tard. Si cela dure, signalez-le avec cette réponse.",
                en: "\(name) refuses the question; it is tried again later. If this lasts, report it with this answer.")
        case .enedisDown:
            LocalizedText(
                fr: "Enedis est en panne ; nouvel essai plus tard, rien à faire.",
                en: "Enedis is out of order; it is tried again later, nothing to do.")
        case .partialData:
            LocalizedText(
                fr: "\(name) n’a qu’une partie des données ; nouvel essai plus tard, rien à faire.",
                en: "\(name) has a part of the data only; it is tried again later, nothing to do.")
        case .notFound, .redirected:
            LocalizedText(
                fr: "Pas de \(name) à cette adresse ; nouvel essai plus tard. Si cela dure, vérifiez l’adresse.",
                en: "There is no \(name) at this address; it is tried again later. If this lasts, check the address.")
        case .blocked:
            LocalizedText(
                fr: "Un pare-feu devant \(name) refuse l’appel ; nouvel essai plus tard.",
                en: "A firewall in front of \(name) refuses the call; it is tried again later.")
        case .otherMeter:
            LocalizedText(
                fr: "\(name) a répondu pour un autre PDL : la réponse est écartée ; nouvel essai plus tard.",
                en: "\(name) answered for another PDL: the answer is left out; it is tried again later.")
        case .otherSeries:
            LocalizedText(
                fr: "\(name) a répondu pour l’autre sens de mesure : la réponse est écartée ; nouvel essai plus tard.",
                en: "\(name) answered for the other direction: the answer is left out; it is tried again later.")
        case .unknownUnit:
            LocalizedText(
                fr:
                    "L’unité de la réponse de \(name) manque ou ne convient pas : rien n’est deviné ; nouvel essai plus tard.",
                en:
                    "The unit in the answer of \(name) is missing or does not fit: nothing is guessed; it is tried again later."
            )
        case .unreadable:
            LocalizedText(
                fr: "La réponse de \(name) n’est pas lisible ; nouvel essai plus tard.",
                en: "The answer of \(name) cannot be read; it is tried again later.")
        case .network:
            LocalizedText(
                fr:
                    "\(name) n’est pas joignable ; nouvel essai plus tard. Si cela dure, vérifiez la connexion à Internet.",
                en:
                    "\(name) cannot be reached; it is tried again later. If this lasts, check the connection to the Internet."
            )
        case .cancelled:
            LocalizedText(fr: "L’appel a été interrompu.", en: "The call was interrupted.")
        default:
            LocalizedText(
                fr: "\(name) est en panne ; nouvel essai plus tard, rien à faire.",
                en: "\(name) is out of order; it is tried again later, nothing to do.")
        }
    }
}
