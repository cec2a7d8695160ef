import MEDCore

/// What a failure means to a household, and what to do about it.
struct JeedomFailureText {
    let cause: LocalizedText
    let hint: LocalizedText

    /// - Parameter command: Which command was written to; `nil` when none was.
    init(_ failure: JeedomFailure, method: JeedomMethod, command: (role: JeedomRole, id: Int)? = nil) {
        cause = Self.cause(failure, command)
        hint = Self.hint(failure.kind, method, command)
    }

    /// Both in one text.
    var causeAndHint: LocalizedText { cause.followed(by: hint) }

    private static func cause(_ failure: JeedomFailure, _ command: (role: JeedomRole, id: Int)?) -> LocalizedText {
        switch failure.kind {
        case .key: return LocalizedText(fr: "Jeedom refuse la clé API.", en: "Jeedom refuses the API key.")
        case .banned:
            return LocalizedText(
                fr: "Jeedom a banni l'adresse de cette machine pour 10 minutes, après plusieurs clés fausses.",
                en: "Jeedom has banned this machine's address for 10 minutes, after several wrong keys.")
        case .command:
            guard let command else {
                return LocalizedText(
                    fr: "Jeedom ne connaît pas une commande.", en: "Jeedom does not know a command.")
            }
            return LocalizedText(
                fr:
                    "Jeedom ne connaît pas la commande \(command.id) (\(command.role.rawValue)), ou cette clé n'y a pas "
                    + "droit.",
                en:
                    "Jeedom does not know the command \(command.id) (\(command.role.rawValue)), or this key has no right "
                    + "to it.")
        case .equipment:
            return LocalizedText(
                fr: "Jeedom ne connaît pas cet équipement.", en: "Jeedom does not know this equipment.")
        case .method:
            return LocalizedText(
                fr: "Jeedom n'autorise pas cette clé à écrire.", en: "Jeedom does not allow this key to write.")
        case .value:
            return LocalizedText(
                fr: "La base de Jeedom refuse une valeur : \(failure.text)",
                en: "Jeedom's database refuses a value: \(failure.text)")
        case .trouble:
            return LocalizedText(
                fr: "Jeedom est en difficulté : \(failure.text)", en: "Jeedom is in trouble: \(failure.text)")
        case .foreign:
            return LocalizedText(
                fr: "Ce qui répond à cette adresse n'est pas l'API de Jeedom.",
                en: "What answers at this address is not Jeedom's API.")
        }
    }

    private static func hint(
        _ kind: JeedomFailure.Kind, _ method: JeedomMethod, _ command: (role: JeedomRole, id: Int)?
    ) -> LocalizedText {
        switch kind {
        case .key where method == .virtual:
            LocalizedText(
                fr:
                    "method: virtual veut la clé du plugin Virtuel (Réglages → Système → Configuration → API), activée ; "
                    + "elle n'est pas réessayée, car Jeedom bannit après 6 refus.",
                en: "method: virtual wants the key of the plugin Virtuel (Réglages → Système → Configuration → API), "
                    + "enabled; it is not tried again, because Jeedom bans after 6 refusals.")
        case .key:
            LocalizedText(
                fr:
                    "method: jsonrpc veut la « Clé API » du noyau (Réglages → Système → Configuration → API), activée ; "
                    + "elle n'est pas réessayée.",
                en:
                    "method: jsonrpc wants the core's \"Clé API\" (Réglages → Système → Configuration → API), enabled; it "
                    + "is not tried again.")
        case .banned:
            LocalizedText(
                fr: "Attendez 10 minutes (ou Réglages → Système → Configuration → Sécurité, « Supprimer toutes les IP "
                    + "bannies »), corrigez api_key, puis relancez.",
                en: "Wait for 10 minutes (or lift the ban in Réglages → Système → Configuration → Sécurité), correct "
                    + "api_key, then start again.")
        case .command:
            LocalizedText(
                fr: "Vérifiez \(command?.role.field ?? "commands") ; « med detect jeedom » propose les numéros.",
                en: "Check \(command?.role.field ?? "commands"); \"med detect jeedom\" proposes the numbers.")
        case .equipment:
            LocalizedText(fr: "Vérifiez equipment_id.", en: "Check equipment_id.")
        case .method:
            LocalizedText(
                fr:
                    "Vérifiez, onglet API de la configuration, les méthodes autorisées et « restreindre » de cette clé.",
                en:
                    "Check, in the API tab of the configuration, the allowed methods and whether this key is restricted."
            )
        case .value:
            LocalizedText(fr: "Consultez le journal de Jeedom.", en: "See Jeedom's log.")
        case .trouble:
            LocalizedText(
                fr: "Consultez le journal de Jeedom ; l'envoi reprend de lui-même.",
                en: "See Jeedom's log; sending goes on by itself.")
        case .foreign:
            LocalizedText(
                fr: "Vérifiez url : l'adresse avec laquelle vous ouvrez Jeedom (avec /jeedom si elle en a un).",
                en: "Check url: the address with which you open Jeedom (with /jeedom if it has one).")
        }
    }
}

extension JeedomFailure {
    /// The same for the engine. Only what may pass is tried again: a wrong key counts towards a ban.
    func exporterFault(_ method: JeedomMethod, _ command: (role: JeedomRole, id: Int)? = nil) -> ExporterFault {
        let text = JeedomFailureText(self, method: method, command: command).causeAndHint
        return kind == .trouble ? .unreachable(retryAfter: nil, reason: text) : .blocked(cause: text)
    }
}
