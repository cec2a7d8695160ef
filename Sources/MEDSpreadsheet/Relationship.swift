/// A link from one part of the archive to another.
struct Relationship {
    let id: String
    /// The last part of the type's URI: `worksheet`, `sharedStrings`.
    let kind: String
    /// The path in the archive.
    let target: String
}

/// Reads a part of links.
final class RelationshipReader: XMLHandler {
    private let folder: String
    private(set) var relationships: [Relationship] = []

    init(folder: String) {
        self.folder = folder
    }

    func begin(_ element: String, _ attributes: XMLAttributes) {
        guard element == "Relationship", relationships.count < WorkbookLimits.entries,
            attributes["TargetMode"] != "External", let id = attributes["Id"], let type = attributes["Type"],
            let target = attributes["Target"]
        else { return }
        relationships.append(
            Relationship(
                id: id, kind: type.split(separator: "/").last.map(String.init) ?? "", target: path(of: target)))
    }

    func end(_ element: String) {}
    func text(_ bytes: UnsafeRawBufferPointer) {}

    private func path(of target: String) -> String {
        var parts: [Substring] = []
        for part in ((target.hasPrefix("/") ? "" : folder) + target).split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return parts.joined(separator: "/")
    }
}
