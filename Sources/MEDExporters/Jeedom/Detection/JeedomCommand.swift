import FoundationEssentials

/// A command of an equipment, as far as a mapping needs it.
public struct JeedomCommand: Hashable, Sendable {
    /// Jeedom's number.
    public let id: Int
    /// The household's name for it.
    public let name: String
    /// `info` can be written to, `action` cannot.
    public let type: String
    /// `numeric`, `string`, `binary`, `other`.
    public let subType: String
    /// As the household wrote it: `kWh`.
    public let unit: String
    /// Whether Jeedom keeps a history of it.
    public let isHistorized: Bool
    /// `avg`, `min`, `max`: what a whole hour becomes after two hours; `none`: everything is kept; empty: not set.
    public let smoothing: String

    /// A command.
    public init(
        id: Int, name: String, type: String = "info", subType: String = "numeric", unit: String = "",
        isHistorized: Bool = true, smoothing: String = "none"
    ) {
        self.id = id
        self.name = name
        self.type = type
        self.subType = subType
        self.unit = unit
        self.isHistorized = isHistorized
        self.smoothing = smoothing
    }

    /// Whether several values of one hour become one: unless the household chose `none`, archiving averages them
    /// (seen on 4.5.3).
    public var isSmoothed: Bool { smoothing != "none" }
}

extension JeedomCommand: Decodable {
    private enum CodingKeys: String, CodingKey {
        case id, name, type, subType, unite, isHistorized, configuration
    }

    private struct Settings: Decodable {
        let historizeMode: JeedomText?
    }

    /// Reads what `eqLogic::fullById` gives.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func text(_ key: CodingKeys) throws -> String {
            try container.decodeIfPresent(JeedomText.self, forKey: key)?.text ?? ""
        }
        guard let id = Int(try text(.id)) else {
            throw DecodingError.dataCorruptedError(forKey: .id, in: container, debugDescription: "no number")
        }
        // PHP writes an empty object as an empty list.
        let settings = try? container.decodeIfPresent(Settings.self, forKey: .configuration)
        self.init(
            id: id, name: try text(.name), type: try text(.type), subType: try text(.subType), unit: try text(.unite),
            isHistorized: try container.decodeIfPresent(JeedomText.self, forKey: .isHistorized)?.isOn ?? false,
            smoothing: settings?.historizeMode?.text ?? "")
    }
}
