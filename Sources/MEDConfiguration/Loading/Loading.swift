import MEDCore

/// One loading: what it reads from, and what it found wrong.
struct Loading {
    /// Where a value stands, as an issue names it.
    struct Place {
        /// The dotted path, or the environment name.
        let key: String
        /// In the file; `nil` for the environment.
        let position: ScalarPosition?
    }

    let path: String?
    /// Relative paths of the file begin here; empty without a file.
    let directory: String
    let environment: [String: String]
    let manifests: [ExporterManifest]

    private(set) var errors: [ConfigurationIssue] = []
    private(set) var warnings: [ConfigurationIssue] = []
    /// Permission bits of the file.
    private var mode: UInt32 = 0
    /// Where secrets stand literally in the file.
    private var literalSecrets: [Place] = []
    /// Every secret that was read: whatever a message quotes by mistake is taken out of it.
    private var secretTexts: Set<String> = []

    init(path: String?, environment: [String: String], manifests: [ExporterManifest]) {
        self.path = path
        directory = path.map(FilePath.directory(of:)) ?? ""
        self.environment = environment.filter { !$0.value.isEmpty }
        self.manifests = manifests
    }

    /// Keeps an error; `expected` becomes the message when there is none.
    mutating func error(_ place: Place, expected: LocalizedText? = nil, _ message: LocalizedText) {
        errors.append(issue(place, expected: expected, message))
    }

    mutating func warning(_ place: Place, _ message: LocalizedText) {
        warnings.append(issue(place, expected: nil, message))
    }

    /// Remembers a secret, and where it stands when that is the file itself.
    mutating func keepSecret(_ text: String, at place: Place, isLiteral: Bool) {
        guard !text.isEmpty else { return }
        secretTexts.insert(text)
        if isLiteral, place.position != nil { literalSecrets.append(place) }
    }

    private func issue(_ place: Place, expected: LocalizedText?, _ message: LocalizedText) -> ConfigurationIssue {
        ConfigurationIssue(
            file: place.position == nil ? nil : path, line: place.position?.line, column: place.position?.column,
            key: place.key.withoutControlCharacters, expected: expected, message: message)
    }

    /// The tree of the file; `nil` when there is none or it is unreadable, which is an error then.
    mutating func readFile() -> YAMLNode? {
        guard let path else { return nil }
        let content: FileContent
        do throws(FileContent.Failure) {
            content = try FileContent(path: path)
        } catch {
            let (french, english) = error.reason
            errors.append(
                ConfigurationIssue(
                    file: path, key: "",
                    message: LocalizedText(
                        fr: "impossible de lire la configuration : \(french)",
                        en: "cannot read the configuration: \(english)")))
            return nil
        }
        mode = content.mode
        do throws(YAMLDocument.Failure) {
            return try YAMLDocument(bytes: content.bytes).root
        } catch {
            for problem in error.problems {
                errors.append(
                    ConfigurationIssue(
                        file: path, line: problem.line, column: problem.column, key: problem.key,
                        message: problem.message))
            }
            return nil
        }
    }

    /// A file that everyone reads must not hold a password; one that a group reads should not.
    mutating func checkPermissions() {
        guard let place = literalSecrets.first, let path, mode & 0o077 != 0 else { return }
        let remedy = (
            fr: "lancez « chmod 600 \(path) », ou mettez le secret dans un fichier (« \(place.key)_file »)",
            en: "run “chmod 600 \(path)”, or put the secret into a file (“\(place.key)_file”)"
        )
        if mode & 0o007 != 0 {
            error(
                place,
                LocalizedText(
                    fr:
                        "ce fichier contient un secret et tous les utilisateurs de la machine y ont accès ; \(remedy.fr)",
                    en: "this file holds a secret and every user of the machine has access to it; \(remedy.en)"))
        } else {
            warning(
                place,
                LocalizedText(
                    fr: "ce fichier contient un secret et son groupe y a accès ; \(remedy.fr)",
                    en: "this file holds a secret and its group has access to it; \(remedy.en)"))
        }
    }

    /// `issues` by line, without any secret in their texts.
    func redacted(_ issues: [ConfigurationIssue]) -> [ConfigurationIssue] {
        // A secret of one to three characters would take letters out of ordinary words.
        let secrets = secretTexts.filter { $0.count > 3 }.sorted { $0.count > $1.count }
        func clean(_ text: String) -> String {
            secrets.reduce(text) { $0.split(separator: $1, omittingEmptySubsequences: false).joined(separator: "•••") }
        }
        func clean(_ text: LocalizedText) -> LocalizedText {
            LocalizedText(fr: clean(text.french), en: clean(text.english))
        }
        let cleaned = issues.map { issue in
            ConfigurationIssue(
                file: issue.file, line: issue.line, column: issue.column, key: issue.key,
                expected: issue.expected.map(clean), message: clean(issue.message))
        }
        // What has no line comes first; issues of one place stay in the order in which they were found.
        return cleaned.enumerated().sorted {
            ($0.element.line ?? 0, $0.element.column ?? 0, $0.offset)
                < ($1.element.line ?? 0, $1.element.column ?? 0, $1.offset)
        }.map(\.element)
    }
}
