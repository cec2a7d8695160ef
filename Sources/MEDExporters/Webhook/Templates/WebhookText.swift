import Mustache

/// A value of a template.
struct WebhookText: MustacheCustomRenderable, MustacheTransformable, MustacheParent {
    let text: String

    init(_ text: String) { self.text = text }

    init(_ number: some BinaryInteger) { text = String(number) }

    var renderText: String { text }
    var isNull: Bool { false }

    /// It has no parts: names inside a section are looked up around it.
    func child(named: String) -> Any? { nil }

    func transform(_ name: String) -> Any? {
        switch name {
        case "lowercased": WebhookText(text.lowercased())
        case "uppercased": WebhookText(text.uppercased())
        case "empty": text.isEmpty
        // For spreadsheets that want a decimal comma.
        case "comma": WebhookText(String(text.map { $0 == "." ? "," : $0 }))
        default: nil
        }
    }
}
