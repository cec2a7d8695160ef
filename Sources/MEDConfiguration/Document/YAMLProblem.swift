import MEDCore
import Yams

/// The texts for what is wrong with a file as YAML. They never quote the file: the line may hold a password.
enum YAMLProblem {
    static let unreadable = LocalizedText(
        fr: "le fichier n'est pas du YAML lisible", en: "the file is not readable YAML")
    static let notUTF8 = LocalizedText(
        fr: "le fichier n'est pas en UTF-8 ; enregistrez-le en UTF-8 dans votre éditeur",
        en: "the file is not UTF-8; save it as UTF-8 in your editor")
    static let duplicateKey = LocalizedText(
        fr: "cette clé est déjà présente plus haut dans la même section ; supprimez l'une des deux",
        en: "this key already stands above in the same section; remove one of the two")
    static let manyDuplicates = LocalizedText(
        fr: "cette clé est présente plusieurs fois dans la même section, comme plus de vingt autres ; "
            + "le fichier y est-il deux fois ?",
        en: "this key stands several times in the same section, as do more than twenty others; "
            + "is the file in there twice?")
    static let complexKey = LocalizedText(
        fr: "une clé doit être un texte simple", en: "a key must be plain text")
    static let mergeOfNoMapping = LocalizedText(
        fr: "« << » doit désigner une section ou une liste de sections",
        en: "“<<” must name a section or a list of them")
    static let tooDeep = LocalizedText(
        fr: "le fichier est trop imbriqué ; simplifiez ses sections ou ses alias",
        en: "the file is nested too deeply; simplify its sections or aliases")
    static let severalDocuments = LocalizedText(
        fr: "un second document commence ici ; supprimez la ligne « --- »",
        en: "a second document begins here; remove the line “---”")

    private static let unclosedQuote = LocalizedText(fr: "un guillemet n'est pas fermé", en: "a quote is not closed")

    /// The text for what libyaml was reading when it met the end or something that does not belong there.
    static func unclosed(_ context: String) -> LocalizedText? {
        if context.contains("quoted scalar") { return unclosedQuote }
        if context.contains("flow sequence") {
            return LocalizedText(fr: "« [ » n'est pas fermé par « ] »", en: "“[” is not closed by “]”")
        }
        if context.contains("flow mapping") {
            return LocalizedText(fr: "« { » n'est pas fermé par « } »", en: "“{” is not closed by “}”")
        }
        return nil
    }

    /// libyaml's problems (scanner.c, parser.c) that households meet, by a part of their text.
    private static let known: [(part: String, text: LocalizedText)] = [
        (
            "found character that cannot start any token",
            LocalizedText(
                fr: "caractère impossible à cet endroit : remplacez les tabulations par des espaces, et mettez entre "
                    + "guillemets un texte qui commence par @, ` ou %",
                en: "a character that cannot stand here: replace tabs by spaces, and quote a text that begins with "
                    + "@, ` or %")
        ),
        (
            "found a tab character",
            LocalizedText(
                fr: "tabulation : remplacez les tabulations par des espaces", en: "a tab: replace tabs by spaces")
        ),
        (
            "mapping values are not allowed",
            LocalizedText(
                fr: "« : » inattendu ; vérifiez l'indentation, et mettez entre guillemets un texte qui contient « : »",
                en: "unexpected “:”; check the indentation, and quote a text that contains “: ”")
        ),
        (
            "could not find expected ':'",
            LocalizedText(
                fr: "il manque « : » après une clé à la ligne précédente, ou l'indentation est fausse",
                en: "“:” is missing after a key on the line before, or the indentation is wrong")
        ),
        ("found unexpected end of stream", unclosedQuote),
        (
            "unknown escape character",
            LocalizedText(
                fr: "« \\ » entre guillemets doubles annonce un caractère spécial ; employez des guillemets simples",
                en: "“\\” inside double quotes announces a special character; use single quotes")
        ),
        (
            "did not find expected",
            LocalizedText(
                fr: "l'indentation ou la ponctuation est fausse ici ou juste au-dessus",
                en: "the indentation or punctuation is wrong here or just above")
        ),
        (
            "undefined alias",
            LocalizedText(fr: "cet alias « * » n'a pas d'ancre « & »", en: "this alias “*” has no anchor “&”")
        ),
        ("found another document", severalDocuments),
        ("nesting level", tooDeep),
    ]

    static func text(for problem: String) -> LocalizedText {
        known.first { problem.contains($0.part) }?.text
            ?? LocalizedText(fr: "erreur de syntaxe YAML (\(problem))", en: "YAML syntax error (\(problem))")
    }
}

extension YAMLDocument.Problem {
    /// `text` is the file's: what libyaml finds at its end is not placed beyond it.
    init(_ error: YamlError, text: String) {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            // A quote or bracket that is not closed is found at the end of the file: where it was opened helps.
            if let context, context.mark.line != mark.line, let opening = YAMLProblem.unclosed(context.text) {
                self.init(line: context.mark.line, column: context.mark.column, key: "", message: opening)
                return
            }
            let end = Self.place(after: text[...])
            let place = (mark.line, mark.column) < end ? (mark.line, mark.column) : end
            self.init(line: place.0, column: place.1, key: "", message: YAMLProblem.text(for: problem))
        case .reader(_, let offset, _, _):
            let place = offset.map { Self.place(after: text.prefix($0)) }
            self.init(
                line: place?.line, column: place?.column, key: "",
                message: LocalizedText(
                    fr: "caractère de contrôle interdit en YAML ; supprimez-le",
                    en: "a control character that YAML forbids; remove it"))
        default:
            self.init(line: nil, column: nil, key: "", message: YAMLProblem.unreadable)
        }
    }

    private static func place(after text: Substring) -> (line: Int, column: Int) {
        let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        return (lines.count, (lines.last?.count ?? 0) + 1)
    }
}
