import MEDCore
import Yams

/// The text of config.yaml as a tree with positions.
struct YAMLDocument {
    /// `nil` for a file without any value.
    let root: YAMLNode?

    /// What keeps a text from being a tree.
    struct Failure: Error {
        let problems: [Problem]
    }

    struct Problem {
        let line: Int?
        let column: Int?
        let key: String
        let message: LocalizedText
    }

    init(bytes: [UInt8]) throws(Failure) {
        let text = try Self.text(of: bytes)
        var source = MaskedSource(Self.lasting(text))
        // Yams stops at the first key that stands twice. Masking its first occurrence lets the next attempt go further,
        // so that all are reported, each with the place of the later occurrence.
        while true {
            do {
                let parser = try Parser(yaml: source.text)
                // Nodes refer to their anchors weakly, the parser owns them.
                let (node, problems) = try withExtendedLifetime(parser) {
                    try Self.convert(parser.singleRoot(), masked: source.maskedKeys)
                }
                guard problems.isEmpty else { throw Failure(problems: problems) }
                root = node
                return
            } catch let failure as Failure {
                throw failure
            } catch YamlError.duplicatedKeysInMapping(let names, let context) {
                let name = names.first ?? ""
                guard source.maskedKeys.count < Self.maximumOfDuplicates else {
                    throw Failure(problems: [
                        Problem(
                            line: context.mark.line, column: context.mark.column, key: KeyName.shown(name),
                            message: YAMLProblem.manyDuplicates)
                    ])
                }
                guard source.mask(key: name, at: context.mark) else {
                    throw Failure(problems: [.duplicate(name, line: context.mark.line, column: context.mark.column)])
                }
            } catch let error as YamlError {
                throw Failure(problems: [Problem(error, text: text)])
            } catch {
                throw Failure(problems: [Problem(line: nil, column: nil, key: "", message: YAMLProblem.unreadable)])
            }
        }
    }

    /// How many keys that stand twice are looked for: each costs reading the whole file once more.
    private static let maximumOfDuplicates = 20

    private static func convert(_ node: Node?, masked: [String: String]) -> (YAMLNode?, [Problem]) {
        guard let node else { return (nil, []) }
        var conversion = NodeConversion(masked: masked)
        let converted = conversion.node(node, depth: 0, isShared: false)
        return (converted.isNull ? nil : converted, conversion.problems)
    }

    /// UTF-8 without its byte order mark; the place of the first byte that is none is named.
    private static func text(of bytes: [UInt8]) throws(Failure) -> String {
        var bytes = bytes[...]
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        var line = 1
        var column = 1
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        decoding: while true {
            switch decoder.decode(&iterator) {
            case .scalarValue("\n"):
                line += 1
                column = 1
            case .scalarValue:
                column += 1
            case .emptyInput:
                break decoding
            case .error:
                throw Failure(problems: [
                    Problem(line: line, column: column, key: "", message: YAMLProblem.notUTF8)
                ])
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Yams keeps a pointer into the string while it parses: a string short enough to be stored inline has none that
    /// lasts, a longer one does.
    private static func lasting(_ text: String) -> String {
        text.utf8.count < 16 ? text + "\n#" + String(repeating: " ", count: 16) : text
    }
}

extension YAMLDocument.Problem {
    static func duplicate(_ key: String, line: Int, column: Int) -> Self {
        Self(line: line, column: column, key: KeyName.shown(key), message: YAMLProblem.duplicateKey)
    }
}
