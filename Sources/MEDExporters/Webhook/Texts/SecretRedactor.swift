import FoundationEssentials
import MEDCore

/// Takes secrets out of texts that a receiver wrote, or that a preview shows.
struct SecretRedactor: Sendable, CustomStringConvertible, CustomReflectable {
    /// The longest first, so that one inside another leaves nothing behind.
    private let secrets: [String]

    /// `•••`.
    var description: String { "•••" }
    /// Nothing to reflect.
    var customMirror: Mirror { Mirror(self, children: []) }

    /// - Parameter secrets: As they are; what goes over the wire of them (percent-encoded, in JSON, in base64) is found,
    ///   too. Those below four characters are left: they would be found everywhere.
    init(_ secrets: [String]) {
        var forms: Set<String> = []
        for secret in secrets {
            forms.insert(secret)
            forms.insert(WebhookEscaping.percent.escapeText(secret))
            forms.insert(WebhookEscaping.json.escapeText(secret))
            forms.insert(Data(secret.utf8).base64EncodedString())
        }
        self.secrets = forms.filter { $0.count >= 4 }.sorted { ($0.count, $0) > ($1.count, $1) }
    }

    /// `text` with `***` in the place of each.
    func redacting(_ text: String) -> String {
        secrets.reduce(text) { text, secret in
            text.contains(secret)
                ? text.split(separator: secret, omittingEmptySubsequences: false).joined(separator: "***") : text
        }
    }

    /// What a receiver answered, for a message: one line of printable characters, at most 200 bytes, without secrets and
    /// whole PDLs; empty when it answered nothing.
    func excerpt(of body: [UInt8]) -> String {
        // Secrets are taken out before the text is cut, which could halve one.
        let text = PDL.shortening(in: redacting(String(decoding: body.prefix(16_384), as: UTF8.self)))
        var line = ""
        var bytes = 0
        for scalar in text.unicodeScalars {
            let isPrintable = !scalar.properties.isWhitespace && scalar.properties.generalCategory != .control
            let shown: Unicode.Scalar = isPrintable ? scalar : " "
            if shown == " ", line.isEmpty || line.hasSuffix(" ") { continue }
            bytes += String(shown).utf8.count
            if bytes > 200 { return line + "…" }
            line.unicodeScalars.append(shown)
        }
        return line.hasSuffix(" ") ? String(line.dropLast()) : line
    }
}
