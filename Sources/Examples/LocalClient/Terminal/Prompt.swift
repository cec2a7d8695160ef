import Foundation
import MEDCore

/// Asks a person at a terminal. Without one, what a question would have asked for is missing from the command line.
struct Prompt {
    let console: Console

    /// Whether somebody can answer.
    var isPossible: Bool { isatty(STDIN_FILENO) == 1 }

    /// A line; the default when it is empty.
    ///
    /// - Parameter option: the option that says the same, named when nobody can be asked.
    func line(fr french: String, en english: String, default value: String? = nil, option: String) throws -> String {
        try require(option)
        let hint = value.map { " [\($0)]" } ?? ""
        Console.write(console.text(fr: french, en: english) + hint + " : ", to: STDOUT_FILENO)
        guard let answer = readLine()?.trimmingCharacters(in: .whitespaces) else { throw Self.ended }
        return answer.isEmpty ? value ?? "" : answer
    }

    /// A line that does not appear on the screen.
    func secret(fr french: String, en english: String, option: String) throws -> Secret {
        try require(option)
        Console.write(console.text(fr: french, en: english) + " : ", to: STDOUT_FILENO)
        var settings = termios()
        tcgetattr(STDIN_FILENO, &settings)
        var silent = settings
        silent.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
            Console.write("\n", to: STDOUT_FILENO)
        }
        guard let answer = readLine() else { throw Self.ended }
        return Secret(answer.trimmingCharacters(in: .whitespaces))
    }

    /// Yes or no; yes when the line is empty.
    func confirms(fr french: String, en english: String, option: String) throws -> Bool {
        let yes = console.text(fr: "o", en: "y")
        let answer = try line(fr: "\(french) (o/n)", en: "\(english) (y/n)", default: yes, option: option).lowercased()
        return ["o", "oui", "y", "yes"].contains(answer)
    }

    private func require(_ option: String) throws {
        guard isPossible else {
            throw Failure(
                .usage,
                LocalizedText(
                    fr: "il manque \(option) (pas de terminal pour le demander)",
                    en: "\(option) is missing (there is no terminal to ask)"))
        }
    }

    private static let ended = Failure(
        .usage, LocalizedText(fr: "interrompu, rien n'est écrit", en: "interrupted, nothing was written"))
}
