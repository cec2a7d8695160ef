import MEDCore

/// A value for a command of Jeedom.
struct JeedomEvent: Hashable, Sendable {
    /// What is written.
    enum Value: Hashable, Sendable {
        case number(ThousandthsText)
        case text(String)
    }

    let role: JeedomRole
    let command: Int
    let value: Value
    /// When it was; `nil`: now.
    let at: JeedomDateTime?
}

extension JeedomEvent.Value {
    /// As in a form, with a point.
    var description: String {
        switch self {
        case .number(let number): number.description
        case .text(let text): text
        }
    }
}
