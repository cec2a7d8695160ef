/// Changes single values of config.yaml, and leaves every other line as it is: comments, order, unknown keys, quotes,
/// blank lines, line ends.
///
/// Values are replaced, and lines added, inside the text itself. After each edit the text is read again: it must say what
/// it said before, with exactly that edit; otherwise nothing is changed and a ``ConfigurationEditRefusal`` is thrown.
///
/// ```swift
/// var editor = try ConfigurationEditor(text: file.text)
/// try editor.append(.section([.init("id", .text("01234567890123")), .init("label", .text("Maison"))]), to: ["pdls"])
/// try editor.set(["sources", "tempo", "source"], to: .word("rte"))
/// ```
public struct ConfigurationEditor: Sendable {
    private(set) var source: SourceLines
    private(set) var root: YAMLNode?

    /// An editor of the text of a file; an empty one is fine.
    ///
    /// - Throws: a refusal when the text is no YAML, holds a tab where none may stand, or a key twice.
    public init(text: String) throws(ConfigurationEditRefusal) {
        source = SourceLines(text)
        do throws(YAMLDocument.Failure) {
            root = try YAMLDocument(bytes: Array(text.utf8)).root
        } catch {
            throw ConfigurationEditRefusal(error)
        }
    }

    /// The text with all edits.
    public var text: String { source.text }

    /// Replaces the value at `path`, or adds it at the end of its section; sections that are missing are created.
    ///
    /// A value that is replaced keeps its quotes where it can, and the comment behind it.
    ///
    /// - Parameter path: keys, and items that exist: `["pdls", 0, "label"]`.
    public mutating func set(
        _ path: [ConfigurationPathElement], to scalar: ConfigurationScalar
    ) throws(ConfigurationEditRefusal) {
        let edit = Edit(path: path, leaf: .scalar(scalar), isItem: false)
        let place = try place(of: edit)
        var expected = YAMLValue(root)
        expected.update(at: path[...]) { $0 = .scalar(scalar.content) }
        guard let node = place.node, place.missing.isEmpty else {
            return try insert(edit, at: place, expecting: expected)
        }
        var changed = source
        try changed.replace(node, by: scalar, refusal: { edit.refusal($0, at: node, of: path) })
        try accept([changed], expecting: expected, or: edit.refusal(.wouldDamage, at: node, of: path))
    }

    /// Adds an item at the end of the list at `path`; a list that is missing or empty is created, with its sections.
    ///
    /// - Parameter path: keys, and items that exist: `["sources", "gateways"]`, `["pdls", 0, "contract"]`.
    public mutating func append(
        _ item: ConfigurationFragment, to path: [ConfigurationPathElement]
    ) throws(ConfigurationEditRefusal) {
        let edit = Edit(path: path, leaf: item, isItem: true)
        let place = try place(of: edit)
        var expected = YAMLValue(root)
        expected.update(at: path[...]) { list in
            if case .sequence(let items) = list {
                list = .sequence(items + [item.value])
            } else {
                list = .sequence([item.value])
            }
        }
        try insert(edit, at: place, expecting: expected)
    }

    /// Takes the first of `candidates` that says what is expected.
    mutating func accept(
        _ candidates: [SourceLines], expecting expected: YAMLValue, or refusal: ConfigurationEditRefusal
    ) throws(ConfigurationEditRefusal) {
        for candidate in candidates {
            guard let document = try? YAMLDocument(bytes: Array(candidate.text.utf8)),
                YAMLValue(document.root) == expected
            else { continue }
            source = candidate
            root = document.root
            return
        }
        throw refusal
    }
}

extension ConfigurationEditor: CustomReflectable {
    /// What `print` and `dump` show: nothing, since the text may hold secrets.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
