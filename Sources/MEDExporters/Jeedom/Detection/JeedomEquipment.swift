import FoundationEssentials

/// An equipment with its commands, as far as a mapping needs it.
public struct JeedomEquipment: Hashable, Sendable {
    /// Jeedom's number.
    public let id: Int
    /// The household's name for it.
    public let name: String
    /// A name that programs gave it; often empty.
    public let logicalID: String
    /// Whether Jeedom takes values for it: those for a disabled one are answered with `ok` and dropped.
    public let isEnabled: Bool
    /// Its commands.
    public let commands: [JeedomCommand]

    /// An equipment.
    public init(id: Int, name: String, logicalID: String = "", isEnabled: Bool = true, commands: [JeedomCommand]) {
        self.id = id
        self.name = name
        self.logicalID = logicalID
        self.isEnabled = isEnabled
        self.commands = commands
    }
}

extension JeedomEquipment: Decodable {
    private enum CodingKeys: String, CodingKey {
        case id, name, logicalId, isEnable, cmds
    }

    /// Reads what `eqLogic::fullById` gives, or, without commands, `eqLogic::byType`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func text(_ key: CodingKeys) throws -> String {
            try container.decodeIfPresent(JeedomText.self, forKey: key)?.text ?? ""
        }
        guard let id = Int(try text(.id)) else {
            throw DecodingError.dataCorruptedError(forKey: .id, in: container, debugDescription: "no number")
        }
        self.init(
            id: id, name: try text(.name), logicalID: try text(.logicalId),
            isEnabled: try container.decodeIfPresent(JeedomText.self, forKey: .isEnable)?.isOn ?? false,
            commands: try container.decodeIfPresent(JeedomList<JeedomCommand>.self, forKey: .cmds)?.elements ?? [])
    }
}
