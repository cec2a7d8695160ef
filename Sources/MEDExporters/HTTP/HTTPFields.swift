import MEDCore
import MEDHTTP

/// The fields that exporters over HTTP have in common.
enum HTTPFields {
    /// `ca_cert` and `pin`.
    static func tls(section: String) -> [ConfigurationField] {
        [
            ConfigurationField(
                "ca_cert", .file, section: section, label: LocalizedText(fr: "Certificat CA", en: "CA certificate"),
                help: LocalizedText(
                    fr: "Fichier PEM de l'autorité du serveur ; vide : les autorités du système.",
                    en: "PEM file of the server's authority; empty: the system's authorities.")),
            ConfigurationField(
                "pin", .text, section: section, label: LocalizedText(fr: "Empreinte de la clé", en: "Key pin"),
                help: LocalizedText(
                    fr: "sha256//… de la clé publique du serveur, pour un certificat fait maison.",
                    en: "sha256//… of the server's public key, for a certificate of its own making.")),
        ]
    }
}

extension ExporterConfiguration {
    /// The URL of a field.
    ///
    /// - Throws: `ExporterFault.blocked` when it is missing or no http URL.
    func httpURL(_ key: String) throws -> HTTPURL {
        do throws(HTTPFault) {
            return try HTTPURL(string(key) ?? "")
        } catch {
            throw ExporterFault.blocked(
                cause: LocalizedText(
                    fr: "\(key) doit être une adresse complète, http://… ou https://….",
                    en: "\(key) has to be a full address, http://… or https://…."))
        }
    }

    /// What `ca_cert` and `pin` ask for.
    ///
    /// - Throws: `ExporterFault.blocked` for a pin that is none: it must not become a weaker check.
    func httpTLS() throws -> HTTPTLS {
        var tls = HTTPTLS(caFile: string("ca_cert"))
        guard let text = string("pin") else { return tls }
        guard let pin = HTTPPin(text) else {
            throw ExporterFault.blocked(
                cause: LocalizedText(
                    fr: "pin doit être sha256// suivi de 44 caractères en base64.",
                    en: "pin has to be sha256// followed by 44 characters of base64."))
        }
        tls.pin = pin
        return tls
    }

    /// Basic authentication by `username` and `password`, or a bearer `token`, for the origin of `url`; `nil`: neither.
    func httpAuthentication(for url: HTTPURL) -> HTTPAuthentication? {
        if let token = secret("token") { return .bearer(token.reveal(), for: url.origin) }
        guard let user = string("username") else { return nil }
        return .basic(user: user, password: secret("password")?.reveal() ?? "", for: url.origin)
    }
}
