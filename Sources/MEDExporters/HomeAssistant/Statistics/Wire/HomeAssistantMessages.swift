import MEDCore

/// The messages to Home Assistant's WebSocket API, byte for byte.
enum HomeAssistantMessages {
    static func auth(_ token: Secret) -> String {
        text { json in
            json.member("type", "auth")
            json.member("access_token", token.reveal())
        }
    }

    static func importStatistics(
        id: Int, _ kind: StatisticKind, of pdl: PDL, rows: some Sequence<StatisticRow>, version: HomeAssistantVersion
    ) -> String {
        text { json in
            begin(&json, id, "recorder/import_statistics")
            json.key("metadata")
            json.object { metadata(&$0, kind, of: pdl, version: version) }
            json.key("stats")
            json.array { json in
                for row in rows {
                    json.object { json in
                        json.member("start", stamp(row.start))
                        if let state = row.state {
                            json.key("state")
                            json.decimal(MillionthsText(millionths: state))
                        }
                        json.key("sum")
                        json.decimal(MillionthsText(millionths: row.sum))
                    }
                }
            }
        }
    }

    static func recorderInfo(id: Int) -> String {
        text { begin(&$0, id, "recorder/info") }
    }

    /// The sums of hours that begin in the span.
    static func sums(id: Int, of ids: [String], from start: UTCInstant, to end: UTCInstant, period: String = "hour")
        -> String
    {
        text { json in
            begin(&json, id, "recorder/statistics_during_period")
            json.member("start_time", stamp(start))
            json.member("end_time", stamp(end))
            list(&json, "statistic_ids", ids)
            json.member("period", period)
            json.key("units")
            json.object { $0.member("energy", "kWh") }
            list(&json, "types", ["sum"])
        }
    }

    static func metadata(id: Int, of ids: [String]) -> String {
        text { json in
            begin(&json, id, "recorder/get_statistics_metadata")
            list(&json, "statistic_ids", ids)
        }
    }

    static func clear(id: Int, _ ids: [String]) -> String {
        text { json in
            begin(&json, id, "recorder/clear_statistics")
            list(&json, "statistic_ids", ids)
        }
    }

    /// Keys that a version does not know make it refuse the whole message; keys that it lacks, too.
    private static func metadata(
        _ json: inout JSONWriter, _ kind: StatisticKind, of pdl: PDL, version: HomeAssistantVersion
    ) {
        json.member("source", StatisticKind.source)
        json.member("statistic_id", kind.id(of: pdl))
        json.member("name", kind.name(of: pdl))
        json.member("unit_of_measurement", kind.isCost ? "EUR" : "kWh")
        json.key("has_sum")
        json.boolean(true)
        if version.hasMeanType {
            json.member("mean_type", 0)
            json.member("unit_class", kind.isCost ? nil : "energy")
        } else {
            json.key("has_mean")
            json.boolean(false)
        }
    }

    private static func begin(_ json: inout JSONWriter, _ id: Int, _ type: String) {
        json.member("id", id)
        json.member("type", type)
    }

    private static func list(_ json: inout JSONWriter, _ name: StaticString, _ texts: [String]) {
        json.key(name)
        json.array { json in for text in texts { json.string(text) } }
    }

    private static func text(_ members: (inout JSONWriter) -> Void) -> String {
        var json = JSONWriter(reservingCapacity: 1 << 10)
        json.object(members)
        return String(decoding: json.bytes, as: UTF8.self)
    }

    /// With an offset: Home Assistant refuses a time without one.
    private static func stamp(_ instant: UTCInstant) -> String {
        instant.description.dropLast() + "+00:00"
    }
}
