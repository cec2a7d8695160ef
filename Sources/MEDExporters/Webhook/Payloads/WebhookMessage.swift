import FoundationEssentials
import MEDCore
import MEDHTTP

/// What is sent for a record, but for the instant and the signature of an attempt.
struct WebhookMessage: Sendable {
    let id: String
    let url: HTTPURL
    /// The configured ones and the content type.
    let headers: HTTPHeaders
    let body: [UInt8]
    /// Whether the templates leave this record out on purpose.
    let isEmpty: Bool

    /// - Throws: `WebhookProblem` when the templates give no URL of the destination, a header with a line break, or text
    ///   that is not the JSON it is said to be.
    init(_ record: WebhookRecord, _ settings: WebhookSettings) throws(WebhookProblem) {
        id = WebhookID.of(record, instance: settings.instance)
        let values = settings.values(of: record, id: id, now: record.recordedAt)
        if let template = settings.body {
            body = Array(template.render(values).utf8)
            isEmpty = body.allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) }
        } else {
            body = settings.hasBody ? WebhookPayload.json(record) : []
            isEmpty = false
        }
        url = try Self.url(settings.url.render(values), settings)
        headers = try Self.headers(settings, values)
        if settings.body != nil, !isEmpty { try Self.check(body, settings) }
    }

    /// The configured headers filled in, then the content type of a request that has a body.
    static func headers(_ settings: WebhookSettings, _ values: WebhookValues) throws(WebhookProblem) -> HTTPHeaders {
        var headers = HTTPHeaders()
        for header in settings.headers {
            let value = header.value.render(values)
            // A line break would begin a header that nobody configured.
            guard !hasControl(value) else {
                throw WebhookProblem(
                    text: LocalizedText(
                        fr: "L'en-tête \(header.name) contiendrait un retour à la ligne ou un caractère de contrôle.",
                        en: "The header \(header.name) would hold a line break or a control character."))
            }
            headers.append(header.name, value)
        }
        if settings.hasBody { headers.append("Content-Type", settings.contentType) }
        return headers
    }

    static func hasControl(_ text: String) -> Bool {
        text.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }

    /// The request of one attempt: `webhook-id` is that of every attempt, `webhook-timestamp` and the signature are this
    /// one's (Standard Webhooks, section "Webhook Headers").
    func request(_ settings: WebhookSettings, at now: UTCInstant) -> HTTPRequest {
        var headers = headers
        headers.append("Idempotency-Key", id)
        headers.append("webhook-id", id)
        headers.append("webhook-timestamp", String(now.secondsSinceEpoch))
        if let signer = settings.signer {
            headers.append(
                "webhook-signature", signer.signatures(id: id, timestamp: now.secondsSinceEpoch, body: body))
        }
        return settings.destination.request(
            settings.method, url, headers: headers, body: body, bodyLimit: Self.bodyLimit)
    }

    /// Nobody reads a receiver's answer beyond its first lines; some answer a whole page all the same.
    static let bodyLimit = 1 << 20

    private static func url(_ text: String, _ settings: WebhookSettings) throws(WebhookProblem) -> HTTPURL {
        // Libcurl would percent-encode some of them and refuse others.
        if !hasControl(text), !text.contains(" "), let url = try? HTTPURL(text),
            url.origin == settings.destination.url.origin
        {
            return url
        }
        throw WebhookProblem(
            text: LocalizedText(
                fr: "Le gabarit de url ne donne pas une adresse de \(settings.destination.endpoint).",
                en: "The template of url does not give an address of \(settings.destination.endpoint)."))
    }

    private static func check(_ body: [UInt8], _ settings: WebhookSettings) throws(WebhookProblem) {
        guard WebhookEscaping(contentType: settings.contentType) == .json else { return }
        struct Anything: Decodable {
            init(from decoder: any Decoder) throws {}
        }
        guard (try? JSONDecoder().decode(Anything.self, from: Data(body))) != nil else {
            throw WebhookProblem(
                text: LocalizedText(
                    fr:
                        "Le gabarit de body ne donne pas du JSON : il manque une virgule ou un guillemet, ou une valeur "
                        + "est inconnue ({{^nom}}null{{/nom}} l'écrit).",
                    en:
                        "The template of body does not give JSON: a comma or a quotation mark is missing, or a value is "
                        + "unknown ({{^name}}null{{/name}} writes that)."))
        }
    }
}
