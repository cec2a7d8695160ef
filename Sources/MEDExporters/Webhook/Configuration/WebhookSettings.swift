import MEDCore
import MEDHTTP

/// The configuration of one instance, read and checked.
struct WebhookSettings: Sendable {
    struct Header: Sendable {
        let name: String
        let value: WebhookTemplate
    }

    let instance: InstanceID
    /// Its URL is the template's part that is the same for every record.
    let destination: HTTPDestination
    let url: WebhookTemplate
    let method: HTTPMethod
    let headers: [Header]
    /// `nil`: document 001's.
    let body: WebhookTemplate?
    let contentType: String
    let exports: Set<Series>
    let key: Secret?
    let signer: WebhookSigner?
    /// Finds the secrets.
    let redactor: SecretRedactor
    /// Finds besides what may be a secret of somebody who did not know `key`.
    let suspicion: SecretRedactor

    /// - Throws: `ExporterFault.blocked` when it cannot work: a template that is none, a secret that is none.
    init(_ configuration: ExporterConfiguration) throws {
        instance = configuration.instance
        key = configuration.secret("key")
        method = configuration.string("method").flatMap(HTTPMethod.init) ?? .post
        let contentType = configuration.string("content_type") ?? "application/json"
        self.contentType = contentType
        exports = Set(configuration.list("exports").compactMap(Series.init))
        url = try WebhookTemplate(configuration.string("url") ?? "", field: "url", escaping: .percent)
        body = try configuration.string("body").map {
            try WebhookTemplate($0, field: "body", escaping: WebhookEscaping(contentType: contentType))
        }
        headers = try configuration.map("headers").sorted { $0.key < $1.key }.map {
            try WebhookHeaderName.check($0.key)
            let value = try WebhookTemplate($0.value, field: "headers.\($0.key)", escaping: .text)
            return Header(name: $0.key, value: value)
        }
        signer = try WebhookSigner(
            ["secret", "previous_secret"].compactMap { field in configuration.secret(field).map { (field, $0) } })
        redactor = SecretRedactor(Self.secrets(of: configuration))
        suspicion = SecretRedactor(Self.secrets(of: configuration) + Self.possibleSecrets(of: configuration))
        destination = try Self.destination(configuration)
        try check(configuration)
    }

    /// Whether a request has a body (RFC 9110 section 9.3).
    var hasBody: Bool { method != .get && method != .head && method != .options }

    func values(of record: WebhookRecord?, id: String, now: UTCInstant) -> WebhookValues {
        WebhookValues(record: record, instance: instance, id: id, key: key, now: now)
    }

    /// The host must not come from a template: credentials belong to one origin.
    private static func destination(_ configuration: ExporterConfiguration) throws -> HTTPDestination {
        let text = configuration.string("url") ?? ""
        let fixed = text.firstRange(of: "{{").map { text[..<$0.lowerBound] } ?? text[...]
        let authority = fixed.firstRange(of: "://").map { fixed[$0.upperBound...].prefix { !"/?#".contains($0) } }
        guard let authority, authority.endIndex < fixed.endIndex || fixed.endIndex == text.endIndex else {
            throw ExporterFault.blocked(
                cause: LocalizedText(
                    fr: "url doit être une adresse complète, http://… ou https://…, dont l'hôte est toujours le même.",
                    en: "url has to be a full address, http://… or https://…, whose host is always the same."))
        }
        if authority.contains("@") {
            throw ExporterFault.blocked(
                cause: LocalizedText(
                    fr: "url : écrivez l'utilisateur et le mot de passe dans username et password.",
                    en: "url: write user name and password into username and password."))
        }
        var plain = configuration.values
        plain["url"] = .string(String(fixed))
        let url = try ExporterConfiguration(instance: configuration.instance, values: plain).httpURL("url")
        return HTTPDestination(
            name: "Webhook", url: url, tls: try configuration.httpTLS(),
            authentication: configuration.httpAuthentication(for: url),
            deadline: .seconds(configuration.integer("timeout") ?? 15))
    }

    private static func secrets(of configuration: ExporterConfiguration) -> [String] {
        var secrets = ["key", "password", "token", "secret", "previous_secret"].compactMap {
            configuration.secret($0)?.reveal()
        }
        if let user = configuration.string("username"), let password = configuration.secret("password") {
            secrets.append("\(user):\(password.reveal())")
        }
        return secrets + secrets.filter { $0.hasPrefix("whsec_") }.map { String($0.dropFirst(6)) }
    }

    /// Headers hold keys more often than not, and so do the queries of URLs and the long segments of their paths
    /// (`hooks.slack.com/services/T…/B…/…`).
    private static func possibleSecrets(of configuration: ExporterConfiguration) -> [String] {
        var secrets: [String] = []
        for value in configuration.map("headers").values where !value.contains("{{") {
            // `Bearer abc` is told by its second word as well.
            secrets += [value] + value.split(separator: " ").map(String.init).filter { $0.count >= 8 }
        }
        let parts = (configuration.string("url") ?? "").split(separator: "?", maxSplits: 1)
        for segment in (parts.first ?? "").split(separator: "/").dropFirst(2) where segment.count >= 16 {
            secrets.append(String(segment))
        }
        for item in (parts.dropFirst().first ?? "").split(separator: "&") {
            let name = item.prefix { $0 != "=" }.lowercased()
            let isNamed = ["key", "token", "secret", "pass", "auth", "sig"].contains { name.contains($0) }
            if isNamed || item.count >= 24, let sign = item.firstIndex(of: "=") {
                secrets.append(String(item[item.index(after: sign)...]))
            }
        }
        return secrets.filter { !$0.contains("{{") }
    }
}

extension WebhookSettings: CustomStringConvertible, CustomReflectable {
    /// The instance and the host: URL, headers and body may hold what is nobody's business.
    var description: String { "\(instance) \(destination.endpoint)" }
    /// Shows ``description`` only.
    var customMirror: Mirror { Mirror(self, children: ["webhook": description]) }
}
