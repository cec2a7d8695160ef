import FoundationEssentials

/// Reading JSON that others write: one damaged element costs that element and nothing else.
enum NationalJSON {
    /// The value of a body; `nil` when it is not JSON, or not of that shape at all.
    static func decode<Value: Decodable>(_ type: Value.Type, from body: [UInt8]) -> Value? {
        try? JSONDecoder().decode(type, from: Data(body))
    }

    /// An element of a list that may be of another shape: `nil` then, and the list goes on.
    struct Element<Value: Decodable>: Decodable {
        let value: Value?

        init(from decoder: any Decoder) {
            value = try? Value(from: decoder)
        }
    }

    /// A list, or the single object that stands where a list is documented: RTE's own documentation shows a list of
    /// calendars, its servers answer with one.
    struct OneOrMore<Value: Decodable>: Decodable {
        let values: [Element<Value>]

        init(from decoder: any Decoder) throws {
            if let list = try? [Element<Value>](from: decoder) {
                values = list
            } else {
                values = [try Element(value: Value(from: decoder))]
            }
        }
    }

    /// A whole number, also one written as text; `nil` for everything else, a fraction included.
    struct Integer: Decodable {
        let value: Int?

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let number = try? container.decode(Int.self) {
                value = number
            } else if let text = try? container.decode(String.self) {
                value = Int(text)
            } else {
                value = nil
            }
        }
    }

    /// A text, or the digits of a number; `nil` for everything else.
    struct Text: Decodable {
        let value: String?

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                value = text
            } else {
                value = (try? container.decode(Int.self)).map(String.init)
            }
        }
    }
}

extension NationalJSON.Element {
    init(value: Value) { self.value = value }
}
