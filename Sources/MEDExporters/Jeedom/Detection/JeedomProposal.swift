public import MEDCore

/// What the detection found. It changes nothing: the household takes it over, or not.
public struct JeedomProposal: Hashable, Sendable {
    /// A number with how sure it is, and why.
    public struct Choice: Hashable, Sendable {
        /// Jeedom's number.
        public let id: Int
        /// Jeedom's name.
        public let name: String
        /// 0 (a guess) to 1 (name, unit and type say the same).
        public let confidence: Double
        /// What speaks for it.
        public let reason: LocalizedText

        /// A choice.
        public init(id: Int, name: String, confidence: Double, reason: LocalizedText) {
            self.id = id
            self.name = name
            self.confidence = confidence
            self.reason = reason
        }
    }

    /// The equipment; `nil`: none looks like a meter.
    public let equipment: Choice?
    /// Its commands by what they show; those without a likely one are left out.
    public let commands: [JeedomRole: Choice]
    /// What would lose or change values.
    public let warnings: [LocalizedText]

    /// A proposal.
    public init(
        equipment: Choice? = nil, commands: [JeedomRole: Choice] = [:], warnings: [LocalizedText] = []
    ) {
        self.equipment = equipment
        self.commands = commands
        self.warnings = warnings
    }

    /// The lines for config.yaml, each with its confidence and reason as a comment; empty when nothing was found.
    public func yaml(in language: Language) -> String {
        guard let equipment else { return "" }
        var lines = ["jeedom:", "  equipment_id: \"\(equipment.id)\"  \(comment(equipment, language))"]
        if !commands.isEmpty { lines.append("  commands:") }
        for role in JeedomRole.allCases {
            guard let command = commands[role] else { continue }
            lines.append("    \(role.rawValue): \"\(command.id)\"  \(comment(command, language))")
        }
        return lines.joined(separator: "\n")
    }

    private func comment(_ choice: Choice, _ language: Language) -> String {
        // A line break of any kind would end the comment.
        let name = choice.name.unicodeScalars.map { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: " "
            default: String(scalar)
            }
        }.joined()
        let percent = Int((choice.confidence * 100).rounded())
        return "# \(PDL.shortening(in: name)): \(percent) %, \(choice.reason.text(in: language))"
    }
}
