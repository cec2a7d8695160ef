public import MEDCore

/// A value to write into config.yaml, with how it is to be written where nothing stands yet. In place of another value it
/// takes that one's quotes, as long as it reads the same in them.
public enum ConfigurationScalar: Hashable, Sendable {
    /// Any text, in double quotes: no YAML reader takes `01234567890123`, `yes` or `1e3` for something else.
    case text(String)
    /// A word of the configuration such as `HC/HP`, `v2` or `2024-01-01`, without quotes where YAML allows it.
    case word(String)
    /// A whole number.
    case integer(Int)
    /// `true` or `false`.
    case boolean(Bool)
    /// A secret, always in quotes.
    case secret(Secret)
}

extension ConfigurationScalar {
    /// The text that YAML gives back.
    var content: String {
        switch self {
        case .text(let text), .word(let text): text
        case .integer(let number): String(number)
        case .boolean(let isOn): isOn ? "true" : "false"
        case .secret(let secret): secret.reveal()
        }
    }

    /// How it is written in `style`, or in the nearest one that keeps it what it is; on one line.
    func written(like style: ScalarPosition.Style) -> String {
        switch style {
        case .plain: plain ?? ScalarText.doubleQuoted(content)
        case .singleQuoted: ScalarText.singleQuoted(content) ?? ScalarText.doubleQuoted(content)
        case .doubleQuoted, .literal, .folded: ScalarText.doubleQuoted(content)
        }
    }

    /// How it is written where nothing stands yet.
    var written: String {
        switch self {
        case .text, .secret: ScalarText.doubleQuoted(content)
        case .word, .integer, .boolean: written(like: .plain)
        }
    }

    private var plain: String? {
        switch self {
        case .text(let text): ScalarText.plain(text, mayLookTyped: false)
        case .word, .integer, .boolean: ScalarText.plain(content, mayLookTyped: true)
        case .secret: nil
        }
    }
}
