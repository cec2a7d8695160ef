import FoundationEssentials

/// What every message of Home Assistant has in common.
struct HomeAssistantAnswer: Decodable {
    struct Failure: Decodable {
        let code: String
        let message: String?
    }

    let type: String
    let id: Int?
    let success: Bool?
    let error: Failure?
    let version: String?

    private enum CodingKeys: String, CodingKey {
        case type, id, success, error
        case version = "ha_version"
    }
}

/// The result of a command.
struct HomeAssistantResult<Value: Decodable>: Decodable {
    let result: Value
}

/// `recorder/info`.
struct RecorderInfo: Decodable {
    /// Jobs that are not done; `nil` while the recorder starts.
    let backlog: Int?
}

/// A row of `recorder/statistics_during_period`.
struct StatisticSum: Decodable {
    /// Milliseconds since 1970.
    let start: Int64
    /// Empty columns may be missing.
    let sum: Double?
}

/// A row of `recorder/get_statistics_metadata`.
struct StatisticMetadata: Decodable {
    let id: String

    private enum CodingKeys: String, CodingKey {
        case id = "statistic_id"
    }
}

/// A result of which nothing is read: `null`.
typealias NoResult = Int?
