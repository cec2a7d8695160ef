/// A YAML text by lines, as libyaml breaks them, without its byte order mark.
struct SourceLines: Sendable {
    struct Line: Sendable {
        var content: [Unicode.Scalar]
        /// Empty for a last line that nothing ends.
        var ending: String

        /// How many spaces it begins with.
        var indentation: Int { content.prefix { $0 == " " }.count }

        var isBlank: Bool { content.allSatisfy { $0 == " " || $0 == "\t" } }

        var isComment: Bool { content.first { $0 != " " && $0 != "\t" } == "#" }

        /// Whether it is the marker `text`, which ends or begins a document.
        func isMarker(_ text: String) -> Bool {
            content.starts(with: text.unicodeScalars)
                && (content.count == 3 || content[3] == " " || content[3] == "\t")
        }

        /// Whether an item of a list at `column` (from 0) begins here.
        func isItem(at column: Int) -> Bool {
            guard indentation == column, content.count > column, content[column] == "-" else { return false }
            return content.count == column + 1 || content[column + 1] == " " || content[column + 1] == "\t"
        }

        /// Whether nothing but a comment follows from `column` on.
        func isFinished(at column: Int) -> Bool {
            let rest = content[column...]
            guard let first = rest.first else { return true }
            guard first == " " || first == "\t" else { return false }
            let visible = rest.first { $0 != " " && $0 != "\t" }
            return visible == nil || visible == "#"
        }
    }

    private(set) var lines: [Line] = []
    private let mark: String

    init(_ text: String) {
        var scalars = text.unicodeScalars[...]
        if scalars.first == "\u{FEFF}" {
            mark = "\u{FEFF}"
            scalars = scalars.dropFirst()
        } else {
            mark = ""
        }
        var content: [Unicode.Scalar] = []
        while let scalar = scalars.popFirst() {
            var ending = String(scalar)
            switch scalar {
            case "\r":
                if scalars.first == "\n" {
                    scalars = scalars.dropFirst()
                    ending = "\r\n"
                }
            case "\n", "\u{85}", "\u{2028}", "\u{2029}":
                break
            default:
                content.append(scalar)
                continue
            }
            lines.append(Line(content: content, ending: ending))
            content = []
        }
        if !content.isEmpty { lines.append(Line(content: content, ending: "")) }
    }

    var text: String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: mark.unicodeScalars)
        for line in lines {
            text.append(contentsOf: line.content)
            text.append(contentsOf: line.ending.unicodeScalars)
        }
        return String(text)
    }

    /// Replaces a part of one line.
    mutating func replace(_ columns: Range<Int>, ofLine index: Int, by text: String) {
        lines[index].content.replaceSubrange(columns, with: text.unicodeScalars)
    }

    /// Inserts lines before the one at `index`; they end as their neighbours do.
    mutating func insert(_ texts: [String], at index: Int) {
        let before = index > 0 ? lines[index - 1].ending : ""
        let known = before.isEmpty ? lines.first { !$0.ending.isEmpty }?.ending : before
        let ending = known ?? "\n"
        if index > 0, before.isEmpty { lines[index - 1].ending = ending }
        lines.insert(
            contentsOf: texts.map { Line(content: Array($0.unicodeScalars), ending: ending) }, at: index)
    }

    /// Where the document's text ends: at a marker, or at the end. A marker ends it in any context.
    func documentEnd(from start: Int) -> Int {
        lines[start...].firstIndex { $0.isMarker("...") || $0.isMarker("---") } ?? lines.endIndex
    }

    /// Where lines can be added to a mapping or list in block style that begins at `start` with its keys or dashes at
    /// `column` (from 0): behind its last line and its own comments or, where blank lines belong to it too (a block scalar
    /// with `+`), right before what follows.
    ///
    /// A comment belongs to what is indented like it; `ownsComments` says whether one at `column` itself does.
    func ends(ofBlockAt start: Int, column: Int, isList: Bool, ownsComments: Bool) -> [Int] {
        var end = start + 1
        var index = end
        let limit = documentEnd(from: start)
        while index < limit {
            let line = lines[index]
            let isInside: Bool
            if line.isBlank {
                isInside = false
            } else if line.isComment {
                isInside = line.indentation > column || (ownsComments && line.indentation == column)
            } else {
                guard line.indentation > column || (line.indentation == column && (!isList || line.isItem(at: column)))
                else { break }
                isInside = true
            }
            index += 1
            if isInside { end = index }
        }
        return end == index ? [end] : [end, index]
    }
}
