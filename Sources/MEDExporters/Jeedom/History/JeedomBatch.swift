import MEDCore

/// The days of one meter in one direction on their way: the order of the events, and what became of the records. No I/O.
struct JeedomBatch {
    struct Item: Hashable {
        let event: JeedomEvent
        let key: RecordKey
    }

    /// From the oldest to the newest, whatever the order of the records.
    private(set) var events: [Item] = []
    private(set) var state: JeedomStreamState
    private(set) var outcomes: [RecordKey: ExportOutcome] = [:]
    /// What ended the batch; the records without an outcome stay where they are.
    private(set) var interruption: ExporterFault?
    private var open: [RecordKey: Int] = [:]
    private var counts: [Int: Int] = [:]
    private var troubles = 0
    /// Refused by the box's database, which has made them current nevertheless.
    private var refused: Set<Item> = []
    private var accepted: [Item] = []
    private let stateBefore: JeedomStreamState

    /// So many records in a row fail before it is the box that is in trouble, not a record.
    private static let patience = 3

    init(_ documents: [DayDocument], events: JeedomEvents, state: JeedomStreamState) {
        self.state = state
        stateBefore = state
        var items: [Item] = []
        for document in documents {
            let found = events.events(of: document)
            withdraw(document, keeping: found, commands: events.commands)
            if found.isEmpty {
                outcomes[document.key] = .skipped(events.hasValue(document) ? .turnedOff : .noValue)
            } else {
                open[document.key] = found.count
                items += found.map { Item(event: $0, key: document.key) }
            }
        }
        self.events = items.enumerated()
            // In the order of the roles where times are the same.
            .sorted { ($0.element.event.at, $0.offset) < ($1.element.event.at, $1.offset) }
            .map(\.element)
        for item in items { counts[item.event.command, default: 0] += 1 }
    }

    /// The commands that are written to, in the order of their first event.
    var commands: [Int] {
        var seen: Set<Int> = []
        return events.map(\.event.command).filter { seen.insert($0).inserted }
    }

    func hasSeveral(of command: Int) -> Bool { counts[command, default: 0] > 1 }

    /// The newest value of a command, which has to come last.
    ///
    /// - Parameter newestOfStore: What the store says is the newest, if that is known: a day that the lane had as its
    ///   newest may have been withdrawn since.
    func closing(of command: Int, newestOfStore: JeedomEvent?) -> JeedomEvent? {
        let ours = events.filter { $0.event.command == command }
        guard let role = ours.first?.event.role else { return nil }
        let last = ours.last { !refused.contains($0) }?.event
        var known = newestOfStore
        if known == nil, let newest = state.newest[command] {
            known = JeedomEvent(role: role, command: command, value: .number(newest.value), at: newest.at)
        }
        guard let last else { return known }
        // Of two at the same time the batch's is the later revision.
        if let known, let time = known.at, let at = last.at, time > at { return known }
        return last
    }

    /// The events of a command that the box answered with `ok`.
    func accepted(of command: Int) -> [Item] { accepted.filter { $0.event.command == command } }

    /// The box took an event.
    mutating func taken(_ item: Item) {
        troubles = 0
        accepted.append(item)
        state.take(item.event)
        guard let left = open[item.key] else { return }
        open[item.key] = left - 1
        if left == 1, outcomes[item.key] == nil { outcomes[item.key] = .delivered(.acknowledged) }
    }

    /// The box did not take an event of a record.
    ///
    /// - Returns: false when too many in a row failed.
    mutating func fail(_ item: Item, _ failure: JeedomFailure) -> Bool {
        if failure.kind == .value {
            refused.insert(item)
            outcomes[item.key] = .rejected(reason: failure.text)
            return true
        }
        troubles += 1
        outcomes[item.key] = .retry(after: nil, reason: failure.text)
        return troubles < Self.patience
    }

    /// Ends it. A batch that could not put the newest value last is not done: its last record stays open.
    mutating func interrupt(_ fault: ExporterFault) {
        interruption = fault
        for (key, outcome) in outcomes { if case .retry = outcome { outcomes[key] = nil } }
        if let last = events.last(where: { outcomes[$0.key] == .delivered(.acknowledged) }) { outcomes[last.key] = nil }
    }

    /// Nothing of it is there, although the box said `ok`.
    mutating func lose(_ fault: ExporterFault) {
        interruption = fault
        state = stateBefore
        for key in Set(events.map(\.key)) { outcomes[key] = nil }
    }

    /// Read back and found equal.
    mutating func verified(_ key: RecordKey, at instant: UTCInstant) {
        if outcomes[key] == .delivered(.acknowledged) { outcomes[key] = .delivered(.verified(at: instant)) }
    }

    /// Taken with an `ok`, and not there.
    mutating func dropped(_ key: RecordKey) {
        guard outcomes[key] == .delivered(.acknowledged) else { return }
        outcomes[key] = .rejected(
            reason: "Jeedom answered ok but kept nothing: the value is outside the command's minimum and maximum")
    }

    /// A day that lost a value is no longer the newest with one.
    private mutating func withdraw(_ document: DayDocument, keeping found: [JeedomEvent], commands: [JeedomRole: Int]) {
        guard let midnight = JeedomDateTime(document.day) else { return }
        let roles: [JeedomRole] =
            document.direction == .consumption
            ? [.consumptionDaily, .consumptionHC, .consumptionHP] : [.productionDaily]
        for role in roles {
            guard let command = commands[role], !found.contains(where: { $0.role == role }) else { continue }
            state.withdraw(command, at: midnight)
        }
    }
}

/// Optional times in order; those without one first.
private func < (left: (JeedomDateTime?, Int), right: (JeedomDateTime?, Int)) -> Bool {
    switch (left.0, right.0) {
    case (let one?, let other?): one == other ? left.1 < right.1 : one < other
    case (nil, nil): left.1 < right.1
    case (nil, _?): true
    case (_?, nil): false
    }
}
