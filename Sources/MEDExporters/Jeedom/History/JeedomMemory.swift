/// What this run knows of the box: the last event of each command that it took, and the newest value of each.
actor JeedomMemory {
    private var last: [Int: JeedomEvent] = [:]
    private var newest: [Int: JeedomEvent] = [:]

    /// The newest values of the store; those before are forgotten, because a day may be withdrawn.
    func setNewest(_ events: [JeedomEvent]) {
        newest = [:]
        for event in events where event.at != nil { newest[event.command] = event }
    }

    func newest(of command: Int) -> JeedomEvent? { newest[command] }

    /// Whether the box took this event last of all those of its command.
    func isCurrent(_ event: JeedomEvent) -> Bool { last[event.command] == event }

    func taken(_ event: JeedomEvent) { last[event.command] = event }

    /// An event has no answer: what the command shows is unknown.
    func forget(_ command: Int) { last[command] = nil }

    func forgetAll() { last = [:] }
}
