import Foundation

/// A page of the documentation: its links and what others may link to.
struct MarkdownPage: Sendable {
    /// Path within the package.
    let path: String
    /// Links to files of the package, as they stand there.
    let links: [String]
    /// What may follow a `#`.
    let anchors: Set<String>

    /// Every page of the package.
    static func all() throws -> [MarkdownPage] {
        let root = PackageManifest.root
        let top = try FileManager.default.contentsOfDirectory(atPath: root.path).filter { $0.hasSuffix(".md") }
        let docs = FileManager.default.enumerator(atPath: root.appending(path: "Docs").path)?
            .compactMap { $0 as? String }.filter { $0.hasSuffix(".md") }.map { "Docs/\($0)" }
        return try (top + (docs ?? [])).sorted().map { try MarkdownPage(path: $0) }
    }

    private init(path: String) throws {
        self.path = path
        let text = try String(contentsOf: PackageManifest.root.appending(path: path), encoding: .utf8)
        var (isCode, links, anchors) = (false, [String](), Set<String>())
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.drop(while: { $0 == " " }).hasPrefix("```") { isCode.toggle() }
            if isCode { continue }
            if line.hasPrefix("#") { anchors.insert(Self.anchor(line.drop { $0 == "#" })) }
            links += line.matches(of: /\]\(([^)\s]+)\)/).map { String($0.1) }
        }
        self.links = links.filter { !$0.contains("://") && !$0.hasPrefix("mailto:") }
        self.anchors = anchors
    }

    /// As GitHub makes it of a heading: lower case, spaces as hyphens, no punctuation.
    private static func anchor(_ heading: Substring) -> String {
        let kept = heading.trimmingCharacters(in: .whitespaces).lowercased()
            .filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == "_" }
        return kept.replacing(" ", with: "-")
    }
}
