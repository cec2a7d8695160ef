import Foundation
import MEDCore

/// Asks a person at a terminal. Without one, what a question would have asked for is missing from the command line.
struct Prompt {
    let console: Console
    /// Whether nothing may be asked: `--yes`.
    var isSilent = false

    /// Whether somebody can answer.
    var isPossible: Bool { !isSilent && isatty(STDIN_FILENO) == 1 }

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
        var settings = termios()
        guard tcgetattr(STDIN_FILENO, &settings) == 0 else { throw Self.ended }
        var silent = settings
        silent.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
        // Before the question is seen: what is typed after it must neither be shown nor lost.
        tcsetattr(STDIN_FILENO, TCSADRAIN, &silent)
        defer {
            tcsetattr(STDIN_FILENO, TCSADRAIN, &settings)
            Console.write("\n", to: STDOUT_FILENO)
        }
        Console.write(console.text(fr: french, en: english) + " : ", to: STDOUT_FILENO)
        var line = SecretLine()
        while true {
            var byte: UInt8 = 0
            let count = read(STDIN_FILENO, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1 else { throw Self.ended }
            switch line.take(byte) {
            case .entered: return Secret(line.text)
            case .interrupted: throw Self.ended
            case nil: continue
            }
        }
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
                    fr:
                        "il manque \(option) (\(isSilent ? "--yes ne demande rien" : "pas de terminal pour le demander"))",
                    en: "\(option) is missing (\(isSilent ? "--yes asks nothing" : "there is no terminal to ask"))"))
        }
    }

    private static let ended = Failure(
        .usage, LocalizedText(fr: "interrompu, rien n'est écrit", en: "interrupted, nothing was written"))
}
