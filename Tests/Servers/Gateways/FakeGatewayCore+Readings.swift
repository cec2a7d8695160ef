extension FakeGatewayCore {
    /// The content of `meter_reading`.
    func meterReading(_ readings: FakeReadings, _ route: FakeRoute, hasWrongUnit: Bool) -> FakeJSON {
        var members: [(String, FakeJSON)] = [
            ("usage_point_id", FakeJSON(route.pdl)), ("start", FakeJSON(route.start)), ("end", FakeJSON(route.end)),
            ("quality", "BRUT"),
        ]
        let type = readingType(route.kind, hasWrongUnit: hasWrongUnit)
        if route.kind != .curve || !options.omitsCurveReadingType { members.append(("reading_type", type)) }
        members.append(("interval_reading", .array(points(readings))))
        return .object(members)
    }

    private func readingType(_ kind: FakeCall.Kind, hasWrongUnit: Bool) -> FakeJSON {
        let prefix = hasWrongUnit ? "k" : ""
        return switch kind {
        case .curve: ["unit": .string(prefix + "W"), "measurement_kind": "power", "aggregate": "average"]
        case .maxPower:
            [
                "unit": .string(prefix + "VA"), "measurement_kind": "power", "aggregate": "maximum",
                "measuring_period": "P1D",
            ]
        default:
            [
                "unit": .string(prefix + "Wh"), "measurement_kind": "energy", "aggregate": "sum",
                "measuring_period": "P1D",
            ]
        }
    }

    private func points(_ readings: FakeReadings) -> [FakeJSON] {
        switch readings {
        case .daily(let days):
            days.map { ["value": .string(String($0.wattHours)), "date": .string($0.day)] }
        case .peaks(let peaks):
            peaks.map {
                ["value": .string(String($0.voltAmperes)), "date": .string(FakeStamp.naive($0.instant))]
            }
        case .curve(let slots): curve(slots)
        }
    }

    private func curve(_ slots: [FakeSlot]) -> [FakeJSON] {
        var stamped = slots.map { slot in
            // v2 takes the length off the END's text: on the days of the clock change that text is no instant of its
            // own, and in spring not even an hour that exists.
            let shift = dialect == .v2 ? -Int64(slot.minutes) * 60 : 0
            return (stamp: FakeStamp.naive(slot.end, shiftedBy: shift), slot: slot)
        }
        if dialect == .v2, options.sortsByStamp {
            stamped = stamped.enumerated().sorted { ($0.element.stamp, $0.offset) < ($1.element.stamp, $1.offset) }
                .map(\.element)
        }
        return stamped.map { stamp, slot in
            [
                "value": .string(String(slot.watts)), "date": .string(stamp),
                "interval_length": .string("PT\(slot.minutes)M"), "measure_type": "B",
            ]
        }
    }
}
