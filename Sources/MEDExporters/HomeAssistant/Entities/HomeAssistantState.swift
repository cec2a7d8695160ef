import MEDCore

/// What an entity shows.
struct HomeAssistantState {
    /// `nil` is unknown: JSON's null, which becomes Home Assistant's `unknown`, never 0.
    enum Value {
        case decimal(ThousandthsText?)
        case integer(Int?)
        case text(String?)
    }

    let value: Value
    /// The day from whose midnight the value counts.
    var countsFrom: Day?
    var attributes: ((inout JSONWriter) -> Void)?

    init(_ value: Value) {
        self.value = value
    }

    func bytes(hasLastReset: Bool) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            switch value {
            case .decimal(let number): json.member("value", number)
            case .integer(let number): json.member("value", number)
            case .text(let text): json.member("value", text)
            }
            if hasLastReset, let day = countsFrom {
                json.member("last_reset", ParisTime.localTime(at: day.start).iso8601)
            }
            if let attributes {
                json.key("attributes")
                json.object(attributes)
            }
        }
        return json.bytes
    }
}
