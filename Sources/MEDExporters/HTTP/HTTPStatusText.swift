import MEDCore

/// What a status that is not a success means to a household, and what to do about it.
struct HTTPStatusText {
    let cause: LocalizedText
    let hint: LocalizedText

    init(_ status: Int, destination: HTTPDestination) {
        let name = destination.name
        switch status {
        case 401:
            cause = LocalizedText(
                fr: "\(name) refuse l'identification (HTTP 401).", en: "\(name) refuses the credentials (HTTP 401).")
            hint = LocalizedText(
                fr: "Vérifiez l'utilisateur, le mot de passe ou le jeton.",
                en: "Check the user name, the password or the token.")
        case 403:
            cause = LocalizedText(
                fr: "\(name) n'autorise pas cette écriture (HTTP 403).",
                en: "\(name) does not allow this (HTTP 403).")
            hint = LocalizedText(
                fr: "Donnez à cet utilisateur le droit d'écrire.", en: "Give this user the right to write.")
        case 300...399:
            cause = LocalizedText(
                fr: "\(name) renvoie vers une autre adresse (HTTP \(status)).",
                en: "\(name) redirects elsewhere (HTTP \(status)).")
            hint = LocalizedText(
                fr: "Indiquez l'adresse finale : une redirection (souvent une page de connexion) n'est pas suivie.",
                en: "Enter the final address: a redirection, often to a login page, is not followed.")
        case 404, 405, 410:
            cause = LocalizedText(
                fr: "\(name) ne connaît pas cette adresse (HTTP \(status)).",
                en: "\(name) does not know this address (HTTP \(status)).")
            hint = LocalizedText(fr: "Vérifiez le chemin de l'URL.", en: "Check the path of the URL.")
        case 429:
            cause = LocalizedText(
                fr: "\(name) demande de ralentir (HTTP 429).", en: "\(name) asks to slow down (HTTP 429).")
            hint = LocalizedText(
                fr: "Rien à faire : l'envoi reprend de lui-même.", en: "Nothing to do: sending goes on by itself.")
        case 500...599:
            cause = LocalizedText(
                fr: "\(name) est en difficulté (HTTP \(status)).", en: "\(name) is in trouble (HTTP \(status)).")
            hint = LocalizedText(
                fr: "Consultez son journal ; l'envoi reprend de lui-même.",
                en: "See its log; sending goes on by itself.")
        default:
            cause = LocalizedText(fr: "\(name) répond HTTP \(status).", en: "\(name) answers HTTP \(status).")
            hint = LocalizedText(fr: "Vérifiez l'URL et consultez son journal.", en: "Check the URL and see its log.")
        }
    }

    /// Both in one text.
    var causeAndHint: LocalizedText { cause.followed(by: hint) }
}

extension LocalizedText {
    /// Two sentences as one text.
    func followed(by next: LocalizedText) -> LocalizedText {
        LocalizedText(fr: "\(french) \(next.french)", en: "\(english) \(next.english)")
    }
}
