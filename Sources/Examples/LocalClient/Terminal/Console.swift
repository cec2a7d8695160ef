import Foundation
import MEDCore

/// Where a person reads: in the language of `LANG`, in colour on a terminal unless `NO_COLOR` is set.
struct Console: Sendable {
    /// What a word's colour says.
    enum Tone: String {
        case good = "32"
        case warning = "33"
        case bad = "31"
        case faint = "2"
        case strong = "1"
        case info = "36"
    }

    let language: Language
    let isTerminal: Bool
    /// Whether lines can be drawn over.
    let hasCursor: Bool
    /// Whether words and blocks can be coloured.
    let hasColor: Bool

    static let standard = Console(environment: ProcessInfo.processInfo.environment)

    init(environment: [String: String]) {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        language = Language(posixLocale: locale)
        isTerminal = isatty(STDOUT_FILENO) == 1
        hasCursor = isTerminal && environment["TERM"] != "dumb"
        hasColor = hasCursor && (environment["NO_COLOR"] ?? "").isEmpty
    }

    func say(_ text: LocalizedText) {
        print(text.text(in: language))
    }

    func say(fr french: String, en english: String) {
        print(language == .french ? french : english)
    }

    func text(fr french: String, en english: String) -> String {
        language == .french ? french : english
    }

    /// One line on standard error.
    func complain(_ text: LocalizedText) {
        // What was printed comes first, also when both end in one file.
        fflush(nil)
        Self.write("med: " + text.text(in: language) + "\n", to: STDERR_FILENO)
    }

    /// Writes text as it is. A reader that went away is no error here, while `FileHandle` would end the program.
    static func write(_ text: String, to descriptor: CInt) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    func paint(_ text: String, _ tone: Tone) -> String {
        hasColor ? "\u{1B}[\(tone.rawValue)m\(text)\u{1B}[0m" : text
    }
}
