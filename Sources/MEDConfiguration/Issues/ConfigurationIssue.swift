public import MEDCore

/// One thing that is wrong or doubtful in the configuration: where it stands, what was expected, what to do.
///
/// No secret ever stands in it.
public struct ConfigurationIssue: Hashable, Sendable {
    /// The file as it was given; `nil` when the value comes from the environment or there is no file.
    public let file: String?
    /// The line from 1; `nil` when there is none to name.
    public let line: Int?
    /// The column in Unicode scalars from 1; `nil` when there is none to name.
    public let column: Int?
    /// The dotted path (`mqtt.port`, `pdls[0].id`), or the environment name (`MQTT_PORT`); empty for the whole file.
    public let key: String
    /// What may stand there; `nil` when the message says it all.
    public let expected: LocalizedText?
    /// The sentence that a household reads: what is wrong and what to do.
    public let message: LocalizedText

    /// An issue.
    public init(
        file: String?, line: Int? = nil, column: Int? = nil, key: String, expected: LocalizedText? = nil,
        message: LocalizedText
    ) {
        self.file = file
        self.line = line
        self.column = column
        self.key = key
        self.expected = expected
        self.message = message
    }

    /// `config.yaml:12:9: mqtt.port: attendu un nombre de 1 à 65535`.
    public func text(in language: Language) -> String {
        var place = file ?? ""
        if let line { place += ":\(line)" }
        if line != nil, let column { place += ":\(column)" }
        return [place, key, message.text(in: language)].filter { !$0.isEmpty }.joined(separator: ": ")
    }
}

extension ConfigurationIssue: CustomStringConvertible {
    /// The French text.
    public var description: String { text(in: .french) }
}
