import Foundation
import MEDCore
import MEDHTTP
import MEDSources
import Testing

/// Answers as gateways write them, made here.
enum GatewayText {
    static let pdl = "12345678901234"
    /// After every day that the tests ask about, at noon.
    static let now = UTCInstant(utcYear: 2026, month: 11, day: 21, hour: 11)

    static func request(
        _ kind: ReadingKind = .loadCurve, _ direction: Direction = .consumption, from: String = "2024-01-15",
        to: String? = nil, usesCache: Bool = true
    ) throws -> ReadingRequest {
        let first = try #require(Day(from))
        return ReadingRequest(
            pdl: try #require(PDL(pdl)), direction: direction, kind: kind,
            days: first...(try #require(Day(to ?? from))),
            usesCache: usesCache)
    }

    /// The content of `meter_reading`.
    static func reading(unit: String?, number: String = pdl, points: [String]) -> String {
        let unit = unit.map { "\"unit\":\"\($0)\"," } ?? ""
        return """
            {"usage_point_id":"\(number)","start":"2024-01-15","end":"2024-01-16","quality":"BRUT",
            "reading_type":{\(unit)"measurement_kind":"power","aggregate":"average"},
            "interval_reading":[\(points.joined(separator: ","))]}
            """
    }

    /// As each gateway wraps it.
    static func body(_ gateway: GatewayKind, _ reading: String) -> String {
        switch gateway {
        case .v1: "{\"meter_reading\":\(reading)}"
        case .v2:
            "{\"success\":true,\"data\":{\"meter_reading\":\(reading)},\"error\":null,\"timestamp\":\"2026-11-21T11:00:00Z\"}"
        case .consoAPI: reading
        }
    }

    static func point(_ value: String, _ date: String, step: Int? = 30, type: String = "B") -> String {
        let length = step.map { ",\"interval_length\":\"PT\($0)M\"" } ?? ""
        return "{\"value\":\(value),\"date\":\"\(date)\"\(length),\"measure_type\":\"\(type)\"}"
    }

    static func answer(
        _ gateway: GatewayKind, _ body: String, status: Int = 200, headers: HTTPHeaders = [:], token: String = ""
    ) -> GatewayAnswer {
        GatewayAnswer(of: gateway, status: status, headers: headers, body: Array(body.utf8), hiding: Secret(token))
    }

    /// The readings of points in the gateway's own wrapping.
    static func readings(
        _ gateway: GatewayKind = .v1, _ kind: ReadingKind = .loadCurve, unit: String? = "W", points: [String],
        now: UTCInstant = now
    ) throws -> GatewayReadings {
        try answer(gateway, body(gateway, reading(unit: unit, points: points))).readings(for: request(kind), at: now)
    }

    /// The fault that the body must end with.
    static func fault(
        _ gateway: GatewayKind, _ body: String, status: Int = 200, headers: HTTPHeaders = [:], token: String = "",
        kind: ReadingKind = .loadCurve, at location: SourceLocation = #_sourceLocation
    ) throws -> GatewayFault {
        let answer = answer(gateway, body, status: status, headers: headers, token: token)
        let request = try request(kind)
        return try #require(throws: GatewayFault.self, sourceLocation: location) {
            try answer.readings(for: request, at: now)
        }
    }
}

extension [CurveSample] {
    /// One point per sample, stamped with its END on the French wall, in order of time: Enedis, v1, Conso API.
    func endStamped(_ form: Paris.StampForm = .local) -> [String] {
        map { GatewayText.point($0.watts.map { "\"\($0)\"" } ?? "null", Paris.stamp($0.end, form), step: $0.minutes) }
    }

    /// One point per sample as the v2 gateway writes it: the END on the French wall, moved back by the length of the slot
    /// as if clocks never changed, and sorted by that text.
    func movedBack(sorted: Bool = true) -> [String] {
        var points = map { sample in
            let wall = Paris.wall(sample.end).addingTimeInterval(-60 * Double(sample.minutes))
            return (stamp: Paris.text(ofWall: wall), sample: sample)
        }
        if sorted {
            points = points.enumerated().sorted { ($0.element.stamp, $0.offset) < ($1.element.stamp, $1.offset) }
                .map(\.element)
        }
        return points.map {
            GatewayText.point($0.sample.watts.map { "\"\($0)\"" } ?? "null", $0.stamp, step: $0.sample.minutes)
        }
    }
}

extension Paris {
    /// What the wall shows, as if it were UTC.
    static func wall(_ date: Date) -> Date {
        date.addingTimeInterval(Double(calendar.timeZone.secondsFromGMT(for: date)))
    }

    static func text(ofWall wall: Date) -> String {
        let text = Date.ISO8601FormatStyle(timeZone: .gmt).format(wall)
        return text.replacing("T", with: " ").replacing("Z", with: "")
    }
}

extension GatewayReadings {
    /// The slots of all days, back in the terms of the tests.
    var samples: [CurveSample] {
        meter.days.flatMap { entry in
            entry.readings.curve.slots.map { slot in
                CurveSample(
                    start: Date(timeIntervalSince1970: Double(slot.start(on: entry.day).secondsSinceEpoch)),
                    minutes: Int(slot.minutes), watts: Int(slot.watts))
            }
        }
    }

    func readings(on day: String) -> DayReadings? {
        meter.days.first { $0.day.description == day }?.readings
    }
}
