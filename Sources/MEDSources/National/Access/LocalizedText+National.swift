import MEDCore

/// What a household reads when a national service does not answer.
extension LocalizedText {
    static func unreachable(_ service: String, _ code: String) -> LocalizedText {
        LocalizedText(
            fr: "\(service) est injoignable (\(code)). Nouvel essai automatique ; "
                + "vérifiez l’accès à Internet si cela dure.",
            en: "\(service) cannot be reached (\(code)). It is tried again; check the Internet access if this lasts.")
    }

    static func tooManyCalls(_ service: String) -> LocalizedText {
        LocalizedText(
            fr: "\(service) demande d’attendre avant le prochain appel. "
                + "Rien à faire : l’appel suivant part à l’heure dite.",
            en: "\(service) asks to wait before the next call. Nothing to do: the next call is made when it says.")
    }

    static func refusedAccess(_ service: String) -> LocalizedText {
        LocalizedText(
            fr: "\(service) refuse l’accès. Vérifiez l’identifiant et le secret (ou le jeton) dans la configuration.",
            en: "\(service) refuses access. Check the client id and the secret (or the token) in the configuration.")
    }

    static func notSubscribed(_ service: String) -> LocalizedText {
        LocalizedText(
            fr: "Ce compte n’a pas le droit d’appeler \(service). Abonnez l’application à cette API "
                + "(data.rte-france.com pour RTE).",
            en: "This account may not call \(service). Subscribe the application to that API "
                + "(data.rte-france.com for RTE).")
    }

    static func holdsNothing(_ service: String) -> LocalizedText {
        LocalizedText(
            fr: "\(service) n’a rien pour ces jours. Ils restent inconnus et seront redemandés.",
            en: "\(service) has nothing for these days. They stay unknown and are asked for again.")
    }

    static func question(_ service: String) -> LocalizedText {
        LocalizedText(
            fr: "\(service) n’accepte pas la question. Vérifiez l’heure de la machine, puis signalez ce cas.",
            en: "\(service) does not accept the question. Check the machine’s clock, then report this case.")
    }

    static func outOfOrder(_ service: String, _ code: String) -> LocalizedText {
        LocalizedText(
            fr: "\(service) ne répond pas correctement (\(code)). Nouvel essai automatique.",
            en: "\(service) does not answer properly (\(code)). It is tried again.")
    }
}
