public import MEDCore
import MEDHTTP

extension WebhookExporter {
    /// The section `webhook` of config.yaml: document 001's `url`, `method` and `headers`, `secret` of Standard Webhooks,
    /// and a body of one's own. The URL, before it is filled in, makes it this destination and no other.
    public static let manifest = ExporterManifest(
        key: "webhook", name: LocalizedText(fr: "Webhook", en: "Webhook"),
        fields: addressFields + HTTPFields.tls(section: "Destination") + messageFields + signatureFields,
        backfill: .fromNow, idempotence: .keyed,
        // One request per record: what a slow receiver takes within the deadline of a call.
        batchLimit: 30)

    private static let addressFields = [
        ConfigurationField(
            "url", .url, isIdentity: true, section: "Destination", label: LocalizedText(fr: "URL", en: "URL"),
            help: LocalizedText(
                fr: "Adresse complète ; {{pdl}}, {{value_wh}}… y sont remplacés. Un secret s'y écrit {{{key}}}.",
                en: "Full address; {{pdl}}, {{value_wh}} and so on are filled in. Write {{{key}}} for a secret.")),
        ConfigurationField(
            "method", .choice(HTTPMethod.allCases.map(\.rawValue)), default: .string("POST"), section: "Destination",
            label: LocalizedText(fr: "Méthode", en: "Method"),
            help: LocalizedText(
                fr: "POST convient presque toujours ; GET, HEAD et OPTIONS sont sans corps.",
                en: "POST suits nearly always; GET, HEAD and OPTIONS have no body.")),
        ConfigurationField(
            "headers", .map, section: "Destination", label: LocalizedText(fr: "En-têtes", en: "Headers"),
            help: LocalizedText(
                fr: "Noms et valeurs. Un secret s'y écrit {{key}}.", en: "Names and values. Write {{key}} for a secret."
            )
        ),
        ConfigurationField(
            "key", .text, isSecret: true, section: "Destination", label: LocalizedText(fr: "Clé", en: "Key"),
            help: LocalizedText(
                fr: "Ce que {{key}} devient dans l'URL, les en-têtes et le corps ; n'est jamais affiché.",
                en: "What {{key}} becomes in URL, headers and body; never shown.")),
        ConfigurationField(
            "username", .text, section: "Destination", label: LocalizedText(fr: "Utilisateur", en: "User name"),
            help: LocalizedText(
                fr: "Pour un destinataire qui demande un mot de passe (HTTP Basic).",
                en: "For a receiver that wants a password (HTTP Basic).")),
        ConfigurationField(
            "password", .text, isSecret: true, section: "Destination",
            label: LocalizedText(fr: "Mot de passe", en: "Password"),
            help: LocalizedText(fr: "Va avec l'utilisateur.", en: "Goes with the user name.")),
        ConfigurationField(
            "token", .text, isSecret: true, section: "Destination", label: LocalizedText(fr: "Jeton", en: "Token"),
            help: LocalizedText(
                fr: "Envoyé comme Authorization: Bearer …, à la place d'un utilisateur.",
                en: "Sent as Authorization: Bearer …, instead of a user name.")),
        ConfigurationField(
            "timeout", .integer(1...30), default: .integer(15), section: "Destination",
            label: LocalizedText(fr: "Délai (s)", en: "Time-out (s)"),
            help: LocalizedText(
                fr: "Combien de secondes attendre une réponse.", en: "How many seconds to wait for an answer.")),
    ]

    private static let messageFields = [
        ConfigurationField(
            "exports", .list(choices: Series.allCases.map(\.rawValue)), default: .list(Series.allCases.map(\.rawValue)),
            section: "Message", label: LocalizedText(fr: "Envoyer", en: "Send"),
            help: LocalizedText(
                fr: "Lesquels de consumption, production, tempo et ecowatt.",
                en: "Which of consumption, production, tempo and ecowatt.")),
        ConfigurationField(
            "body", .text, section: "Message", label: LocalizedText(fr: "Corps", en: "Body"),
            help: LocalizedText(
                fr: "Gabarit Mustache ; vide : {\"type\",\"pdl\",\"date\",\"value_kwh\",\"timestamp\"} en JSON.",
                en: "Mustache template; empty: {\"type\",\"pdl\",\"date\",\"value_kwh\",\"timestamp\"} in JSON.")),
        ConfigurationField(
            "content_type", .text, default: .string("application/json"), section: "Message",
            label: LocalizedText(fr: "Type du corps", en: "Content type"),
            help: LocalizedText(
                fr: "Content-Type ; il décide aussi comment les valeurs sont protégées dans le corps.",
                en: "Content-Type; it decides as well how values are escaped in the body.")),
    ]

    private static let signatureFields = [
        ConfigurationField(
            "secret", .text, isSecret: true, section: "Signature",
            label: LocalizedText(fr: "Secret de signature", en: "Signing secret"),
            help: LocalizedText(
                fr: "whsec_… : signe chaque message (Standard Webhooks) ; vide : non signé.",
                en: "whsec_…: signs every message (Standard Webhooks); empty: unsigned.")),
        ConfigurationField(
            "previous_secret", .text, isSecret: true, section: "Signature",
            label: LocalizedText(fr: "Ancien secret", en: "Previous secret"),
            help: LocalizedText(
                fr: "Pendant un changement de secret : signe aussi avec celui-ci.",
                en: "While a secret changes: signs with this one as well.")),
    ]
}
