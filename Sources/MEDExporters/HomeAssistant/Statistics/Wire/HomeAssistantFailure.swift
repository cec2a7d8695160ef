import MEDCore

/// What Home Assistant says no to.
enum HomeAssistantFailure: Error, Equatable {
    /// `auth_invalid`.
    case badToken
    /// A command was answered with an error.
    case refused(command: String, code: String, message: String)
    /// An answer that is not what the API says.
    case unreadable(String)

    /// What it means to a household.
    var text: LocalizedText {
        switch self {
        case .badToken:
            LocalizedText(fr: "Home Assistant refuse le jeton.", en: "Home Assistant refuses the token.")
        case .refused(_, "unauthorized", _):
            LocalizedText(
                fr: "Le jeton n'est pas celui d'un administrateur.", en: "The token is not an administrator's.")
        case .refused(_, "unknown_command", _):
            LocalizedText(
                fr: "Home Assistant n'a pas encore démarré son enregistreur (recorder).",
                en: "Home Assistant has not started its recorder yet.")
        case .refused(let command, let code, let message):
            LocalizedText(
                fr: "Home Assistant refuse \(command) (\(code) : \(message)).",
                en: "Home Assistant refuses \(command) (\(code): \(message)).")
        case .unreadable(let command):
            LocalizedText(
                fr: "La réponse de Home Assistant à \(command) n'est pas lisible.",
                en: "Home Assistant's answer to \(command) cannot be read.")
        }
    }

    /// What to do about it.
    var hint: LocalizedText {
        switch self {
        case .badToken:
            LocalizedText(
                fr: "Créez un jeton d'accès de longue durée dans le profil, onglet Sécurité, et copiez-le entier.",
                en: "Create a long-lived access token in the profile, tab Security, and copy the whole of it.")
        case .refused(_, "unauthorized", _):
            LocalizedText(
                fr: "Créez le jeton avec un compte administrateur : l'import de statistiques l'exige.",
                en: "Create the token with an administrator's account: importing statistics needs one.")
        case .refused(_, "unknown_command", _):
            LocalizedText(
                fr: "Rien à faire pendant un démarrage ; sinon activez l'intégration recorder.",
                en: "Nothing to do while it starts; otherwise enable the integration recorder.")
        case .refused, .unreadable:
            LocalizedText(
                fr: "Mettez med et Home Assistant à jour ; le journal de Home Assistant en dit plus.",
                en: "Update med and Home Assistant; Home Assistant's log says more.")
        }
    }

    /// Where a connection test stopped.
    var stage: ConnectionTestStage.Name { self == .badToken ? .authenticate : .write }

    /// The same for the engine: blocked unless waiting helps.
    var exporterFault: ExporterFault {
        let both = text.followed(by: hint)
        switch self {
        case .refused(_, "unknown_command", _), .refused(_, "timeout", _), .unreadable:
            return .unreachable(retryAfter: nil, reason: both)
        case .badToken, .refused: return .blocked(cause: both)
        }
    }
}
