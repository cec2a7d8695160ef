import FoundationEssentials

/// A value of Jeedom's JSON as text: identifiers and flags come as numbers or as texts, depending on PHP's version.
struct JeedomText: Decodable, Hashable, Sendable {
    /// The text; `nil` for null and for anything that is no scalar.
    let text: String?

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self.text = text
        } else if let number = try? container.decode(Int.self) {
            text = String(number)
        } else if let number = try? container.decode(Double.self) {
            text = String(number)
        } else if let isTrue = try? container.decode(Bool.self) {
            text = isTrue ? "1" : "0"
        } else {
            text = nil
        }
    }

    /// Whether it is on, as PHP sees it.
    var isOn: Bool { text == "1" || text == "true" }
}
