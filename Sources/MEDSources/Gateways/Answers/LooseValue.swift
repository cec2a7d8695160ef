/// A JSON value where Enedis writes numbers as strings and gateways write either.
enum LooseValue: Decodable, Equatable {
    /// Missing or `null`.
    case absent
    /// A string as it stands, or a number in digits.
    case text(String)
    /// `true`, an array, an object, a string that is no UTF-8: nothing that is expected anywhere.
    case other

    /// Never throws: one bad value is one issue, not the end of an answer.
    init(from decoder: any Decoder) {
        guard let container = try? decoder.singleValueContainer() else {
            self = .other
            return
        }
        if container.decodeNil() {
            self = .absent
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let number = try? container.decode(Int64.self) {
            self = .text(String(number))
        } else if let number = try? container.decode(Double.self) {
            self = .text("\(number)")
        } else {
            self = .other
        }
    }

    /// The text without the white space around it; `nil` when there is none.
    var trimmed: String? {
        guard case .text(let text) = self else { return nil }
        let start = text.drop(while: \.isWhitespace)
        return String(start.reversed().drop(while: \.isWhitespace).reversed())
    }
}

extension KeyedDecodingContainer {
    /// The value of the first of `keys` that is there and not `null`.
    func loose(_ keys: Key...) -> LooseValue {
        for key in keys {
            if let value = try? decode(LooseValue.self, forKey: key), value != .absent { return value }
        }
        return .absent
    }
}
