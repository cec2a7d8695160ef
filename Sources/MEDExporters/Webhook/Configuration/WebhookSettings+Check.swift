import MEDCore
import MEDHTTP

extension WebhookSettings {
    /// Finds what could not work before anything is sent: contradictions, and templates that give no request even for a
    /// record of which everything is known.
    ///
    /// - Throws: `ExporterFault.blocked`.
    func check(_ configuration: ExporterConfiguration) throws(ExporterFault) {
        if body != nil && !hasBody {
            throw .blocked(
                cause: LocalizedText(
                    fr: "\(method.rawValue) n'a pas de corps : retirez body ou choisissez POST.",
                    en: "\(method.rawValue) has no body: remove body or choose POST."))
        }
        let hasLogin = configuration.string("username") != nil || configuration.secret("token") != nil
        if hasLogin, headers.contains(where: { $0.name.lowercased() == "authorization" }) {
            throw .blocked(
                cause: LocalizedText(
                    fr: "L'en-tête Authorization contredit username ou token : donnez l'un des deux.",
                    en: "The header Authorization contradicts username or token: give one of them."))
        }
        if configuration.secret("password") != nil, configuration.string("username") == nil {
            throw .blocked(
                cause: LocalizedText(
                    fr: "password est donné sans username : donnez les deux, ou aucun.",
                    en: "password is given without username: give both, or none."))
        }
        if WebhookMessage.hasControl(contentType) {
            throw .blocked(
                cause: LocalizedText(
                    fr: "content_type contient un retour à la ligne.", en: "content_type contains a line break."))
        }
        for series in Series.allCases where exports.contains(series) {
            do throws(WebhookProblem) {
                _ = try WebhookMessage(WebhookSample.record(series), self)
            } catch {
                throw .blocked(cause: error.text)
            }
        }
    }
}
