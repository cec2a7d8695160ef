import MEDCore
import Mustache

/// A text of the configuration with Mustache tags; a text without any is one, too.
struct WebhookTemplate: Sendable {
    /// As configured.
    let text: String
    /// Names that it reads.
    let names: Set<String>
    private let template: MustacheTemplate

    /// - Parameter field: The key in config.yaml, for messages.
    /// - Throws: `ExporterFault.blocked` naming the line for a tag that does not close, a section left open, a name or
    ///   function that does not exist.
    init(_ text: String, field: String, escaping: WebhookEscaping) throws(ExporterFault) {
        self.text = text
        let tags = WebhookTag.all(in: text)
        for tag in tags {
            if let problem = tag.problem { throw Self.fault(field, line: tag.line, problem) }
        }
        names = Set(tags.map(\.name).filter { !$0.isEmpty })
        do {
            template = try MustacheTemplate(string: escaping.pragma + text)
        } catch let error as MustacheTemplate.ParserError {
            throw Self.fault(field, line: max(1, error.context.lineNumber - 1), Self.explanation(error.error))
        } catch {
            throw Self.fault(field, line: 1, Self.explanation(error))
        }
    }

    /// Whether it depends on the record.
    var isConstant: Bool { names.isSubset(of: WebhookName.constant) }

    func render(_ values: WebhookValues) -> String { template.render(values) }

    private static func fault(_ field: String, line: Int, _ problem: LocalizedText) -> ExporterFault {
        .blocked(
            cause: LocalizedText(
                fr: "\(field), ligne \(line) : \(problem.french).", en: "\(field), line \(line): \(problem.english)."))
    }

    private static func explanation(_ error: any Error) -> LocalizedText {
        switch error as? MustacheTemplate.Error {
        case .sectionCloseNameIncorrect:
            LocalizedText(
                fr: "une section se ferme sous un autre nom que celui de son ouverture",
                en: "a section is closed under another name than it was opened")
        case .expectedSectionEnd:
            LocalizedText(
                fr: "une section ouverte ({{#…}} ou {{^…}}) ne se ferme pas",
                en: "a section ({{#…}} or {{^…}}) is not closed")
        default:
            LocalizedText(
                fr: "une balise {{…}} est mal écrite ou ne se ferme pas",
                en: "a tag {{…}} is malformed or does not close")
        }
    }
}
