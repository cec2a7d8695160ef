import MEDCore

/// A Mustache tag of a template, read apart from the engine: what it calls for is known before anything is rendered.
struct WebhookTag: Hashable {
    /// The line on which it begins, from 1.
    let line: Int
    /// `#`, `^`, `/`, `&`, `{`, `>` and so on; `nil` for a plain variable.
    let sigil: Character?
    /// Functions around the name, outermost first: `lowercased` of `{{lowercased(color)}}`.
    let transforms: [String]
    /// The name; empty for `{{last()}}`.
    let name: String

    /// The tags of a text, in order; comments are left out.
    static func all(in text: String) -> [WebhookTag] {
        var tags: [WebhookTag] = []
        var rest = text[...]
        var line = 1
        while let open = rest.firstRange(of: "{{") {
            line += rest[..<open.lowerBound].count(where: \.isNewline)
            rest = rest[open.upperBound...]
            guard let close = rest.firstRange(of: "}}") else { break }
            let content = rest[..<close.lowerBound]
            if !content.hasPrefix("!") { tags.append(WebhookTag(content, line: line)) }
            line += content.count(where: \.isNewline)
            rest = rest[close.upperBound...]
        }
        return tags
    }

    private init(_ content: Substring, line: Int) {
        self.line = line
        var content = content
        if let first = content.first, "#^/&{><$=%*".contains(first) {
            sigil = first
            content.removeFirst()
        } else {
            sigil = nil
        }
        var parts = content.filter { !$0.isWhitespace }.split(separator: "(", omittingEmptySubsequences: false)
        let last = parts.removeLast()
        name = String(last.prefix { $0 != ")" })
        transforms = parts.map(String.init)
    }
}

extension WebhookTag {
    /// Functions of swift-mustache that mean something here, and `comma`.
    private static let transforms: Set<String> = [
        "lowercased", "uppercased", "comma", "first", "last", "index", "even", "odd", "count", "empty", "reversed",
    ]

    /// What is wrong with it, unless the engine finds that itself; `nil`: nothing.
    var problem: LocalizedText? {
        switch sigil {
        case ">", "<", "$", "*":
            return LocalizedText(fr: "les gabarits inclus n'existent pas ici", en: "there are no partials here")
        case "=":
            return LocalizedText(fr: "les délimiteurs ne se changent pas", en: "delimiters cannot be changed")
        case "%":
            return LocalizedText(
                fr: "l'échappement suit content_type, il ne se choisit pas dans le gabarit",
                en: "escaping follows content_type and is not chosen in the template")
        default: break
        }
        if let transform = transforms.first(where: { !Self.transforms.contains($0) }) {
            return LocalizedText(fr: "fonction inconnue : \(transform)", en: "unknown function: \(transform)")
        }
        guard name.isEmpty ? transforms.isEmpty : !WebhookName.isKnown(name) else { return nil }
        return LocalizedText(fr: "nom inconnu : \(name)", en: "unknown name: \(name)")
    }
}
