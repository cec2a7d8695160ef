import MEDCore

extension MQTTPayloads {
    func append(_ meter: MeterState, to values: inout [MQTTTopicValue]) {
        let (pdl, direction) = (meter.pdl, meter.direction)
        if let document = meter.latestDay { append(day: document, to: &values) }
        for (total, topic) in [
            (meter.month, topics.month(pdl, direction)), (meter.year, topics.year(pdl, direction)),
        ] {
            guard let total else { continue }
            let payload = reading(
                total.energy.kilowattHours, unit: "kWh", recordedAt: total.recordedAt, pdl: pdl,
                date: total.period.description)
            values.append(topic, payload)
        }
        if let document = meter.latestCurve {
            values.append(topics.detailed(pdl, direction), detailed(document))
        }
        if direction == .consumption, let document = meter.latestPeak, let peak = document.maxPower {
            let payload = reading(
                peak.power.kilovoltAmperes, unit: "kVA", recordedAt: document.recordedAt, pdl: pdl,
                date: document.day.description
            ) { $0.member("at", ParisTime.localTime(at: peak.instant).iso8601) }
            values.append(topics.maxPower(pdl), payload)
        }
    }

    private func append(day document: DayDocument, to values: inout [MQTTTopicValue]) {
        let registers = RegisterReadings(document)
        guard let payload = day(document, registers) else { return }
        values.append(topics.daily(document.pdl, document.direction), payload)
        guard registers.hasPeakHours else { return }
        func append(_ topic: String?, _ value: ThousandthsText?) {
            guard let topic else { return }
            let payload = reading(
                value, unit: "kWh", recordedAt: document.recordedAt, pdl: document.pdl,
                date: document.day.description)
            values.append(topic, payload)
        }
        append(topics.daily(document.pdl, .hc), registers.offPeak)
        append(topics.daily(document.pdl, .hp), registers.peak)
        for (register, value) in registers.tempo { append(topics.daily(document.pdl, register), value) }
        guard hasShortTopics else { return }
        append(topics.short(document.pdl, .hc), registers.offPeak)
        append(topics.short(document.pdl, .hp), registers.peak)
    }

    /// `daily`: document 003's members; `nil` when the energy is unknown.
    func day(_ document: DayDocument, _ registers: RegisterReadings) -> [UInt8]? {
        guard let energy = document.energy else { return nil }
        return reading(
            energy.kilowattHours, unit: "kWh", recordedAt: document.recordedAt, pdl: document.pdl,
            date: document.day.description
        ) { json in
            if let tariff = document.tariff { json.member("tariff", tariff.name) }
            if registers.hasPeakHours {
                json.member("hc", registers.offPeak)
                json.member("hp", registers.peak)
            }
        }
    }

    /// A value with what says where it belongs; `nil` for an unknown value in the simple format.
    private func reading(
        _ value: ThousandthsText?, unit: String, recordedAt: UTCInstant, pdl: PDL, date: String,
        further: (inout JSONWriter) -> Void = { _ in }
    ) -> [UInt8]? {
        guard format == .json else { return value.map { Array($0.description.utf8) } }
        var json = JSONWriter()
        json.object {
            $0.member("value", value)
            $0.member("unit", unit)
            $0.member("timestamp", recordedAt.description)
            $0.member("pdl", pdl.digits)
            $0.member("date", date)
            further(&$0)
        }
        return json.bytes
    }

    /// `detailed`, JSON in both formats: kWh per slot, rounded so that the slots add up to the rounded sum of the curve.
    /// `interval` is the usual slot length; a slot of another length says its own besides.
    func detailed(_ document: DayDocument) -> [UInt8] {
        let usual = document.curve.usualSlotMinutes ?? 30
        var rounding = CumulativeRounding()
        var json = JSONWriter(reservingCapacity: 100 + 80 * document.curve.slots.count)
        json.object { json in
            json.member("date", document.day.description)
            json.member("pdl", document.pdl.digits)
            json.member("interval", "\(usual)min")
            json.key("data")
            json.array { json in
                for slot in document.curve.slots {
                    let start = ParisTime.localTime(at: slot.start(on: document.day))
                    let wattHours = rounding.wattHours(slot.energy)
                    json.object {
                        $0.member("time", start.clock)
                        $0.member("value", ThousandthsText(thousandths: wattHours))
                        $0.member("start", start.iso8601)
                        if Int(slot.minutes) != usual { $0.member("interval", "\(slot.minutes)min") }
                    }
                }
            }
        }
        return json.bytes
    }
}

extension [MQTTTopicValue] {
    /// Appends a value unless there is none to publish.
    mutating func append(_ topic: String, _ payload: [UInt8]?) {
        if let payload { append(MQTTTopicValue(topic: topic, payload: payload)) }
    }
}
