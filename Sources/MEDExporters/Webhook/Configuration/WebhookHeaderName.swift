import MEDCore

/// The names under `headers`.
enum WebhookHeaderName {
    /// Written by the client, by ``WebhookMessage`` or from a field of their own: another value would contradict it.
    private static let taken: [String: String?] = [
        "host": nil, "content-length": nil, "transfer-encoding": nil, "connection": nil, "accept-encoding": nil,
        "expect": nil, "upgrade": nil, "webhook-id": nil, "webhook-timestamp": nil, "webhook-signature": nil,
        "idempotency-key": nil, "content-type": "content_type",
    ]

    /// - Throws: `ExporterFault.blocked` for what is no header name (RFC 9110 section 5.6.2) or is ours to write.
    static func check(_ name: String) throws(ExporterFault) {
        let isToken =
            !name.isEmpty
            && name.unicodeScalars.allSatisfy { scalar in
                scalar.isASCII
                    && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                        || "!#$%&'*+-.^_`|~".unicodeScalars.contains(scalar))
            }
        guard isToken else {
            throw .blocked(
                cause: LocalizedText(
                    fr: "headers : un nom d'en-tête n'a ni espace, ni deux-points, ni accent.",
                    en: "headers: a header name has neither space, nor colon, nor accent."))
        }
        guard let field = taken[name.lowercased()] else { return }
        let (conseil, advice) =
            field.map { ("utilisez \($0)", "use \($0)") } ?? ("il est écrit par med", "med writes it itself")
        throw .blocked(
            cause: LocalizedText(
                fr: "headers : \(name) ne peut pas être donné ; \(conseil).",
                en: "headers: \(name) cannot be given; \(advice)."))
    }
}
