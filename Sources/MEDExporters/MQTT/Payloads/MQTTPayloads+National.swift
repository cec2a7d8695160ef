import MEDCore

extension MQTTPayloads {
    func append(_ tempo: TempoState, to values: inout [MQTTTopicValue]) {
        values.append(topics.tempoToday, color(of: tempo.today))
        values.append(topics.tempoTomorrow, color(of: tempo.tomorrow))
        values.append(topics.tempoRemaining, remaining(tempo.remaining))
    }

    func append(_ ecowatt: EcowattState, to values: inout [MQTTTopicValue]) {
        values.append(topics.ecowattCurrent, current(ecowatt))
        values.append(topics.ecowattForecast, forecast(ecowatt.forecast))
    }

    /// An unknown colour is said to be unknown in both formats: a home that heats by it must not keep yesterday's.
    private func color(of day: TempoData) -> [UInt8] {
        guard format == .json else { return Array((day.color?.frenchName ?? "INCONNU").utf8) }
        var json = JSONWriter()
        json.object {
            $0.member("color", day.color?.frenchName)
            $0.member("code", day.color?.code)
            $0.member("date", day.day.description)
            $0.key("final")
            $0.boolean(day.isFinal)
            $0.member("start", ParisTime.localTime(at: day.start).iso8601)
            $0.member("end", ParisTime.localTime(at: day.end).iso8601)
        }
        return json.bytes
    }

    private func remaining(_ days: [TempoColor: Int]?) -> [UInt8]? {
        guard format == .json else {
            let counts = TempoColor.allCases.compactMap { days?[$0].map(String.init) }
            return counts.count == TempoColor.allCases.count ? Array(counts.joined(separator: "/").utf8) : nil
        }
        var json = JSONWriter()
        json.object {
            $0.member("blue", days?[.blue])
            $0.member("white", days?[.white])
            $0.member("red", days?[.red])
        }
        return json.bytes
    }

    private func current(_ ecowatt: EcowattState) -> [UInt8]? {
        guard format == .json else { return ecowatt.hourLevel.map { Array(String($0).utf8) } }
        var json = JSONWriter()
        json.object {
            $0.member("level", ecowatt.today.level)
            $0.member("hour_level", ecowatt.hourLevel)
            $0.member("date", ecowatt.today.day.description)
            $0.member("hours", levels: ecowatt.today.hours)
        }
        return json.bytes
    }

    private func forecast(_ days: [EcowattData]) -> [UInt8] {
        guard format == .json else {
            return Array(days.map { $0.level.map(String.init) ?? "" }.joined(separator: ",").utf8)
        }
        var json = JSONWriter(reservingCapacity: 512)
        json.array { json in
            for day in days {
                json.object {
                    $0.member("level", day.level)
                    $0.member("date", day.day.description)
                    $0.member("hours", levels: day.hours)
                }
            }
        }
        return json.bytes
    }
}

extension JSONWriter {
    fileprivate mutating func member(_ name: StaticString, levels: [Int?]) {
        key(name)
        array { json in
            for level in levels {
                if let level { json.integer(level) } else { json.null() }
            }
        }
    }
}
