import Foundation

/// A Swift file of the package, as text.
struct SourceFile: Sendable {
    /// Path within the package.
    var path: String
    var lines: [Substring]

    /// The file's name without folder and `.swift`.
    var name: String { String(path.split(separator: "/").last?.dropLast(6) ?? "") }

    /// Every Swift file below `folder`, without build products.
    static func all(below folder: String) throws -> [SourceFile] {
        let root = PackageManifest.root.appending(path: folder)
        guard let enumerator = FileManager.default.enumerator(atPath: root.path) else { return [] }
        var files: [SourceFile] = []
        for case let path as String in enumerator {
            if path.split(separator: "/").last?.hasPrefix(".") == true {
                enumerator.skipDescendants()
            } else if path.hasSuffix(".swift") {
                let text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
                files.append(
                    SourceFile(
                        path: "\(folder)/\(path)", lines: text.split(separator: "\n", omittingEmptySubsequences: false))
                )
            }
        }
        return files.sorted { $0.path < $1.path }
    }

    /// Modules that it imports, whatever the access level.
    var imports: Set<String> {
        Set(
            lines.compactMap { line in
                let words = line.split(separator: " ")
                guard let index = words.firstIndex(of: "import"), index + 1 < words.count, index < 2 else { return nil }
                let name = words[index + 1]
                return ["struct", "class", "enum", "func"].contains(name) ? nil : String(name.prefix { $0 != "." })
            })
    }

    /// Names of the public types declared at the outermost level.
    var publicTypes: [String] {
        lines.compactMap { line in
            let words = line.split { $0 == " " || $0 == ":" || $0 == "<" || $0 == "{" || $0 == "(" }
            guard line.hasPrefix("public "), !words.isEmpty else { return nil }
            let kinds: Set<Substring> = ["struct", "class", "enum", "actor", "protocol"]
            guard let kind = words.prefix(4).firstIndex(where: kinds.contains), kind + 1 < words.count else {
                return nil
            }
            return String(words[kind + 1])
        }
    }
}
