/// Whether the status may be published: not between a retraction of everything and the next publication.
///
/// A status that was under way when the retraction began would reach the broker after the topic was cleared, so the
/// retraction waits for it.
struct StatusPermit {
    private var isWithheld = false
    private var underWay = 0
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// - Returns: false when nothing may be published; otherwise `end` is due.
    mutating func begin() -> Bool {
        if isWithheld { return false }
        underWay += 1
        return true
    }

    /// - Returns: those who waited for the last one.
    mutating func end() -> [CheckedContinuation<Void, Never>] {
        underWay -= 1
        guard underWay == 0 else { return [] }
        defer { waiting.removeAll() }
        return waiting
    }

    /// From now on nothing begins; `continuation` is kept until nothing is under way.
    ///
    /// - Returns: whether it may be resumed at once.
    mutating func withhold(_ continuation: CheckedContinuation<Void, Never>) -> Bool {
        isWithheld = true
        if underWay == 0 { return true }
        waiting.append(continuation)
        return false
    }

    /// - Returns: whether it was withheld.
    mutating func grant() -> Bool {
        defer { isWithheld = false }
        return isWithheld
    }
}
