import MEDCore

/// The body without a template of one's own: document 001's, byte-identical when it is sent again.
enum WebhookPayload {
    /// `{"type":"consumption","pdl":…,"date":…,"value_kwh":…,"timestamp":…}`: document 001's keys in its order and no
    /// other. Tempo and EcoWatt, which document 001 names without a payload, have the members of their MQTT topics.
    static func json(_ record: WebhookRecord) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("type", record.key.series.rawValue)
            switch record {
            case .day(let document): append(document, to: &json)
            case .tempo(let tempo): append(tempo, to: &json)
            case .ecowatt(let ecowatt): append(ecowatt, to: &json)
            }
            json.member("timestamp", record.recordedAt.description)
        }
        return json.bytes
    }

    /// The marked event of a test on request.
    static func test(at now: UTCInstant) -> [UInt8] {
        var json = JSONWriter()
        json.object {
            $0.member("type", "test")
            $0.member("timestamp", now.description)
        }
        return json.bytes
    }

    private static func append(_ document: DayDocument, to json: inout JSONWriter) {
        json.member("pdl", document.pdl.digits)
        json.member("date", document.day.description)
        json.member("value_kwh", document.energy?.kilowattHours)
    }

    private static func append(_ tempo: TempoData, to json: inout JSONWriter) {
        json.member("date", tempo.day.description)
        json.member("color", tempo.color?.frenchName)
        json.member("code", tempo.color?.code)
        json.key("final")
        json.boolean(tempo.isFinal)
        json.member("start", ParisTime.localTime(at: tempo.start).iso8601)
        json.member("end", ParisTime.localTime(at: tempo.end).iso8601)
    }

    private static func append(_ ecowatt: EcowattData, to json: inout JSONWriter) {
        json.member("date", ecowatt.day.description)
        json.member("level", ecowatt.level)
        json.key("hours")
        json.array { json in
            for level in ecowatt.hours {
                if let level { json.integer(level) } else { json.null() }
            }
        }
    }
}
