import MEDCore

extension HomeAssistantEntities {
    /// The latest day that the store knows, never today: Enedis publishes a day on the next one.
    func entities(of meter: MeterState) -> [HomeAssistantEntity] {
        var entities: [HomeAssistantEntity] = []
        if let document = meter.latestDay {
            func append(_ key: HomeAssistantEntityKey, _ value: ThousandthsText?) {
                entities.append(
                    entity(key, of: meter.pdl, HomeAssistantState(.decimal(value), of: document)))
            }
            append(
                meter.direction == .consumption ? .consumptionDaily : .productionDaily,
                document.energy?.kilowattHours)
            let registers = RegisterReadings(document)
            if registers.hasPeakHours {
                append(.consumptionHC, registers.offPeak)
                append(.consumptionHP, registers.peak)
            }
        }
        if meter.direction == .consumption, let document = meter.latestPeak, let peak = document.maxPower {
            var state = HomeAssistantState(.integer(Int(peak.power.voltAmperes)))
            state.attributes = { json in
                json.member("pdl", meter.pdl.digits)
                json.member("date", document.day.description)
                json.member("at", ParisTime.localTime(at: peak.instant).iso8601)
            }
            entities.append(entity(.maxPower, of: meter.pdl, state))
        }
        return entities
    }

    func entities(of tempo: TempoState) -> [HomeAssistantEntity] {
        let days: [(HomeAssistantEntityKey, TempoData)] = [
            (.tempoToday, tempo.today), (.tempoTomorrow, tempo.tomorrow),
        ]
        let colors: [(HomeAssistantEntityKey, TempoColor)] = [
            (.tempoRemainingBlue, .blue), (.tempoRemainingWhite, .white), (.tempoRemainingRed, .red),
        ]
        return days.map { key, day in entity(key, of: nil, HomeAssistantState(day)) }
            + colors.map { key, color in
                entity(key, of: nil, HomeAssistantState(.integer(tempo.remaining?[color])))
            }
    }

    /// An alert is the signal of this hour at orange or red; unknown while the hour's level is.
    func entities(of ecowatt: EcowattState) -> [HomeAssistantEntity] {
        var current = HomeAssistantState(.integer(ecowatt.hourLevel))
        current.attributes = { json in
            json.member("level", ecowatt.today.level)
            json.member("date", ecowatt.today.day.description)
            json.key("hours")
            json.array { json in
                for level in ecowatt.today.hours {
                    if let level { json.integer(level) } else { json.null() }
                }
            }
        }
        let alert = HomeAssistantState(.text(ecowatt.hourLevel.map { $0 >= 2 ? "ON" : "OFF" }))
        return [entity(.ecowattCurrent, of: nil, current), entity(.ecowattAlert, of: nil, alert)]
    }
}

extension HomeAssistantState {
    /// The energy of a day or of one of its registers.
    fileprivate init(_ value: Value, of document: DayDocument) {
        self.init(value)
        countsFrom = document.day
        attributes = { json in
            json.member("pdl", document.pdl.digits)
            json.member("date", document.day.description)
            if let tariff = document.tariff { json.member("tariff", tariff.name) }
        }
    }

    fileprivate init(_ day: TempoData) {
        self.init(.text(day.color?.frenchName))
        attributes = { json in
            json.member("code", day.color?.code)
            json.member("date", day.day.description)
            json.key("final")
            json.boolean(day.isFinal)
            json.member("start", ParisTime.localTime(at: day.start).iso8601)
            json.member("end", ParisTime.localTime(at: day.end).iso8601)
        }
    }
}
