import Foundation
import MEDCore
import MEDExporters
import Testing

/// The bytes of every topic in JSON, written by hand from documents 003 and 001.
@Suite(.timeLimit(.minutes(1)))
struct JSONPayloadTests {
    private let expected = [
        "med/12345678901234/consumption/daily":
            #"{"value":15.234,"unit":"kWh","timestamp":"2024-01-15T10:30:00Z","pdl":"12345678901234","date":"2024-01-15","tariff":"HC/HP","hc":8.5,"hp":6.734}"#,
        "med/12345678901234/consumption/daily/hc":
            #"{"value":8.5,"unit":"kWh","timestamp":"2024-01-15T10:30:00Z","pdl":"12345678901234","date":"2024-01-15"}"#,
        "med/12345678901234/consumption/daily/hp":
            #"{"value":6.734,"unit":"kWh","timestamp":"2024-01-15T10:30:00Z","pdl":"12345678901234","date":"2024-01-15"}"#,
        "med/12345678901234/consumption/hc":
            #"{"value":8.5,"unit":"kWh","timestamp":"2024-01-15T10:30:00Z","pdl":"12345678901234","date":"2024-01-15"}"#,
        "med/12345678901234/consumption/hp":
            #"{"value":6.734,"unit":"kWh","timestamp":"2024-01-15T10:30:00Z","pdl":"12345678901234","date":"2024-01-15"}"#,
        "med/12345678901234/consumption/month":
            #"{"value":230,"unit":"kWh","timestamp":"2024-01-15T10:30:00Z","pdl":"12345678901234","date":"2024-01"}"#,
        "med/12345678901234/consumption/year":
            #"{"value":230,"unit":"kWh","timestamp":"2024-01-15T10:30:00Z","pdl":"12345678901234","date":"2024"}"#,
        "med/12345678901234/consumption/detailed":
            #"{"date":"2024-01-15","pdl":"12345678901234","interval":"30min","data":[{"time":"00:00","value":0.234,"start":"2024-01-15T00:00:00+01:00"},{"time":"00:30","value":0.199,"start":"2024-01-15T00:30:00+01:00"},{"time":"01:00","value":0.1,"start":"2024-01-15T01:00:00+01:00","interval":"15min"}]}"#,
        "med/12345678901234/max_power":
            #"{"value":6.5,"unit":"kVA","timestamp":"2024-01-15T10:30:00Z","pdl":"12345678901234","date":"2024-01-15","at":"2024-01-15T19:42:00+01:00"}"#,
        "med/12345678901234/production/daily":
            #"{"value":3.21,"unit":"kWh","timestamp":"2024-01-15T10:30:00Z","pdl":"12345678901234","date":"2024-01-15"}"#,
        "med/12345678901234/production/month":
            #"{"value":40.001,"unit":"kWh","timestamp":"2024-01-15T10:30:00Z","pdl":"12345678901234","date":"2024-01"}"#,
        "med/12345678901234/production/year":
            #"{"value":40.001,"unit":"kWh","timestamp":"2024-01-15T10:30:00Z","pdl":"12345678901234","date":"2024"}"#,
        "med/12345678901234/production/detailed":
            #"{"date":"2024-01-15","pdl":"12345678901234","interval":"30min","data":[{"time":"00:00","value":0.234,"start":"2024-01-15T00:00:00+01:00"},{"time":"00:30","value":0.199,"start":"2024-01-15T00:30:00+01:00"},{"time":"01:00","value":0.1,"start":"2024-01-15T01:00:00+01:00","interval":"15min"}]}"#,
        "med/tempo/today":
            #"{"color":"BLANC","code":"WHITE","date":"2024-01-15","final":true,"start":"2024-01-15T06:00:00+01:00","end":"2024-01-16T06:00:00+01:00"}"#,
        "med/tempo/tomorrow":
            #"{"color":null,"code":null,"date":"2024-01-16","final":false,"start":"2024-01-16T06:00:00+01:00","end":"2024-01-17T06:00:00+01:00"}"#,
        // From 1 September 2023 to 15 January 2024 are 137 days, of which 3 white; the season has a 29 February.
        "med/tempo/remaining": #"{"blue":167,"white":40,"red":22}"#,
        "med/ecowatt/current":
            #"{"level":2,"hour_level":1,"date":"2024-01-15","hours":[0,1,2,3,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,null,null]}"#,
        "med/ecowatt/forecast":
            #"[{"level":2,"date":"2024-01-15","hours":[0,1,2,3,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,null,null]},{"level":null,"date":"2024-01-16","hours":[null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null]},{"level":1,"date":"2024-01-17","hours":[null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null]},{"level":null,"date":"2024-01-18","hours":[null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null]}]"#,
    ]

    @Test func everyTopicHasItsBytes() {
        let published = values(fullState(), .json)
        #expect(Set(published.keys) == Set(expected.keys))
        for (topic, payload) in expected { #expect(published[topic] == payload, "\(topic)") }
    }

    @Test func pythonReadsEveryPayload() throws {
        let published = values(fullState(), .json)
        #expect(try pythonReads(Array(published.values)).count == 18)
    }

    @Test func theOrderIsFixed() {
        let payloads = MQTTPayloads(topics: MQTTTopics(prefix: "med"))
        let first = payloads.values(of: fullState())
        #expect(first == payloads.values(of: fullState()))
        #expect(first.map(\.topic).first == "med/12345678901234/consumption/daily")
        #expect(first.map(\.topic).last == "med/ecowatt/forecast")
    }

    @Test func shortTopicsCanBeTurnedOff() {
        let published = values(fullState(), .json, hasShortTopics: false)
        #expect(published.count == expected.count - 2)
        #expect(published["med/12345678901234/consumption/hc"] == nil)
        #expect(published["med/12345678901234/consumption/daily/hc"] != nil)
    }

    @Test func aBaseContractHasNoPeakHours() {
        let day = document(tariff: .base, registers: [(.base, Energy(wattHours: 15_234))])
        let published = values(fullState(consumption: day), .json)
        #expect(
            published["med/12345678901234/consumption/daily"]
                == #"{"value":15.234,"unit":"kWh","timestamp":"2024-01-15T10:30:00Z","pdl":"12345678901234","date":"2024-01-15","tariff":"BASE"}"#
        )
        #expect(published.keys.filter { $0.hasSuffix("/hc") || $0.hasSuffix("/hp") }.isEmpty)
    }

    @Test func withoutAContractThereIsNoTariff() {
        let published = values(fullState(consumption: document(tariff: nil, registers: [])), .json)
        #expect(published["med/12345678901234/consumption/daily"]?.hasSuffix(#""date":"2024-01-15"}"#) == true)
    }

    @Test func anUnknownSplitIsNullNeverZero() {
        let published = values(fullState(consumption: document(registers: [])), .json)
        #expect(
            published["med/12345678901234/consumption/daily"]?.hasSuffix(#""tariff":"HC/HP","hc":null,"hp":null}"#)
                == true)
        #expect(
            published["med/12345678901234/consumption/daily/hc"]
                == #"{"value":null,"unit":"kWh","timestamp":"2024-01-15T10:30:00Z","pdl":"12345678901234","date":"2024-01-15"}"#
        )
    }

    @Test func tempoHasSixRegistersAndTheirSums() {
        let day = document(
            tariff: .tempo,
            registers: [
                (.whiteHC, Energy(wattHours: 1_000)), (.redHC, Energy(wattHours: 2_000)),
                (.redHP, Energy(wattHours: 12_234)),
            ])
        let published = values(fullState(consumption: day), .json)
        func value(_ topic: String) -> String? {
            published["med/12345678901234/consumption/\(topic)"].flatMap { $0.split(separator: ",").first }
                .map(String.init)
        }
        #expect(value("daily/bleu_hc") == #"{"value":0"#)
        #expect(value("daily/bleu_hp") == #"{"value":0"#)
        #expect(value("daily/blanc_hc") == #"{"value":1"#)
        #expect(value("daily/blanc_hp") == #"{"value":0"#)
        #expect(value("daily/rouge_hc") == #"{"value":2"#)
        #expect(value("daily/rouge_hp") == #"{"value":12.234"#)
        #expect(value("daily/hc") == #"{"value":3"#)
        #expect(value("hp") == #"{"value":12.234"#)
        #expect(
            published["med/12345678901234/consumption/daily"]?.hasSuffix(#""tariff":"TEMPO","hc":3,"hp":12.234}"#)
                == true)
    }

    @Test func unknownTempoDaysLeftAreNull() {
        // A day in the middle of the season is missing.
        let days = season(through: january15).filter { $0.day != fixture(Day("2023-11-11")) }
        let state = CurrentState(CurrentDocuments(tempo: days), at: recorded)
        #expect(values(state, .json)["med/tempo/remaining"] == #"{"blue":null,"white":null,"red":null}"#)
    }

    @Test func nothingKnownPublishesNothing() {
        #expect(values(CurrentState(CurrentDocuments(), at: recorded), .json).isEmpty)
    }

    @Test func statusIsDocument003s() {
        let payloads = MQTTPayloads(topics: MQTTTopics(prefix: "med"), format: .simple)
        let status = ServiceStatus(
            lastSync: recorded, nextSync: fixture(UTCInstant("2024-01-15T11:30:00Z")), pdlCount: 1)
        #expect(
            String(decoding: payloads.status(status), as: UTF8.self)
                == #"{"status":"ok","last_sync":"2024-01-15T10:30:00Z","next_sync":"2024-01-15T11:30:00Z","pdl_count":1,"errors":[]}"#
        )
        #expect(
            String(decoding: payloads.offline(after: status), as: UTF8.self)
                == #"{"status":"offline","last_sync":"2024-01-15T10:30:00Z","next_sync":null,"pdl_count":1,"errors":[]}"#
        )
    }

    @Test func textsAreEscaped() throws {
        let nasty = "« \"ça\" » \\ \n\r\t\u{1}\u{1F} 🔌 \u{7F}"
        let payloads = MQTTPayloads(topics: MQTTTopics(prefix: "med"))
        let bytes = payloads.status(ServiceStatus(health: .error, errors: [nasty, ""]))
        let read = try pythonReads([String(decoding: bytes, as: UTF8.self)])
        #expect(read.first??["errors"] as? [String] == [nasty, ""])
        #expect(read.first??["status"] as? String == "error")
    }
}
