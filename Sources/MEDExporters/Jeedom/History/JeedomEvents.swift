import MEDCore

/// What is written: the events of days and of the current state, as pure functions.
struct JeedomEvents: Sendable {
    let commands: [JeedomRole: Int]

    /// The events of a day that have a command, in the order of their times: the day's values at the midnight at which
    /// it begins, its peak at its instant. Energies are kWh rounded to Wh, HC and HP so that they add up to the day.
    func events(of document: DayDocument) -> [JeedomEvent] {
        guard let midnight = JeedomDateTime(document.day) else { return [] }
        guard document.direction == .consumption else {
            return event(.productionDaily, document.energy?.kilowattHours, midnight)
        }
        let registers = RegisterReadings(document)
        let peak = document.maxPower.flatMap { peak in
            JeedomDateTime(peak.instant).map { event(.maxPower, peak.power.kilovoltAmperes, $0) }
        }
        return event(.consumptionDaily, document.energy?.kilowattHours, midnight)
            + event(.consumptionHC, registers.offPeak, midnight) + event(.consumptionHP, registers.peak, midnight)
            + (peak ?? [])
    }

    /// Whether a day has a value at all, with a command or without.
    func hasValue(_ document: DayDocument) -> Bool {
        document.energy != nil || (document.direction == .consumption && document.maxPower != nil)
    }

    /// The newest values of a state that have a command, meters first. `isDated`: at their own times.
    func events(of state: CurrentState, only pdl: PDL?, isDated: Bool) -> [JeedomEvent] {
        var events: [JeedomEvent] = []
        for meter in state.meters where pdl == nil || meter.pdl == pdl {
            if let day = meter.latestDay {
                events += self.events(of: day).filter { $0.role != .maxPower }
            }
            if meter.direction == .consumption, let day = meter.latestPeak {
                events += self.events(of: day).filter { $0.role == .maxPower }
            }
        }
        if !isDated {
            events = events.map { JeedomEvent(role: $0.role, command: $0.command, value: $0.value, at: nil) }
        }
        if let tempo = state.tempo {
            // An unknown colour is said to be unknown: a home that heats by it must not keep yesterday's.
            events += event(.tempoToday, .text(tempo.today.color?.frenchName ?? "INCONNU"), nil)
            events += event(.tempoTomorrow, .text(tempo.tomorrow.color?.frenchName ?? "INCONNU"), nil)
        }
        if let level = state.ecowatt?.hourLevel {
            events += event(.ecowatt, .number(ThousandthsText(thousandths: Int64(level) * 1_000)), nil)
        }
        return events
    }

    private func event(_ role: JeedomRole, _ value: ThousandthsText?, _ at: JeedomDateTime) -> [JeedomEvent] {
        // Never an empty value: Jeedom makes 0 of it.
        value.map { event(role, .number($0), at) } ?? []
    }

    private func event(_ role: JeedomRole, _ value: JeedomEvent.Value, _ at: JeedomDateTime?) -> [JeedomEvent] {
        commands[role].map { [JeedomEvent(role: role, command: $0, value: value, at: at)] } ?? []
    }
}
