import MEDCore

/// Why no request can be made of a record: the templates do not fit it.
struct WebhookProblem: Error, Hashable {
    let text: LocalizedText
}
