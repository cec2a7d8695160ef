extension FakeGatewayCore {
    func nationalAnswer(_ route: FakeRoute, _ call: inout FakeCall) -> FakeAnswer {
        switch (dialect, route.kind) {
        case (.v1, .tempo): return v1Tempo(route, &call)
        case (.v1, .ecowatt): return v1EcoWatt(route, &call)
        case (.v1, .tempoDaysLeft): return v1DaysLeft(at: call.at)
        case (.v1, .tempoPrices):
            let prices = options.tempoPrices.sorted { $0.key < $1.key }
            return FakeAnswer(.object(prices.map { ($0.key, .string($0.value)) }))
        case (.v2, .tempo): return v2Tempo(route, &call)
        case (.v2, .ecowatt): return v2EcoWatt(route, &call)
        default: return FakeAnswer(404, ["detail": "Not Found"])
        }
    }

    private func days(_ first: String?, _ last: String?) -> [FakeDay]? {
        guard let first = first.flatMap({ FakeDay($0) }), let last = last.flatMap({ FakeDay($0) }), first <= last else {
            return nil
        }
        return (first.number...last.number).map { FakeDay(number: $0) }
    }

    private func v1Tempo(_ route: FakeRoute, _ call: inout FakeCall) -> FakeAnswer {
        guard let days = days(route.start, route.end) else { return FakeAnswer(422, ["detail": "Invalid date"]) }
        let known = days.compactMap { day in national.tempo(day.text, at: call.at).map { (day.text, $0) } }
        call.values = known.count
        return FakeAnswer(
            .object(known.map { ($0, .string(options.tempoInCapitals ? $1.rte : $1.rte.lowercased())) }))
    }

    /// The outer key is the day before the one inside, as the v1 gateway has it.
    private func v1EcoWatt(_ route: FakeRoute, _ call: inout FakeCall) -> FakeAnswer {
        guard let days = days(route.start, route.end) else { return FakeAnswer(422, ["detail": "Invalid date"]) }
        let known = days.compactMap { outer in
            national.ecowatt(outer.next.text, at: call.at).map { (outer.text, $0) }
        }
        call.values = known.count
        return FakeAnswer(
            .object(
                known.map { outer, ecowatt in
                    let hours = ecowatt.hours.enumerated().compactMap { hour, level in
                        level.map { ("\(ecowatt.day) \(FakeDay.padded(hour)):00:00", FakeJSON.int($0)) }
                    }
                    return (
                        outer,
                        [
                            "value": .int(ecowatt.level), "message": .string(ecowatt.message),
                            "detail": .object(hours),
                        ]
                    )
                }))
    }

    private func v1DaysLeft(at instant: Int64) -> FakeAnswer {
        let today = FakeDay(at: instant)
        let year = today.month >= 9 ? today.year : today.year - 1
        let (first, last) = (FakeDay(known: "\(year)-09-01"), FakeDay(known: "\(year + 1)-08-31"))
        var left: [FakeTempoColor: Int] = [.red: 22, .white: 43, .blue: last.number - first.number + 1 - 65]
        for day in national.tempoDays(at: instant) where day >= first.text && day <= last.text {
            if let color = national.tempo(day, at: instant) { left[color, default: 0] -= 1 }
        }
        return FakeAnswer([
            "white": .int(left[.white] ?? 0), "red": .int(left[.red] ?? 0), "blue": .int(left[.blue] ?? 0),
        ])
    }

    private func v2Tempo(_ route: FakeRoute, _ call: inout FakeCall) -> FakeAnswer {
        let today = FakeDay(at: call.at)
        let known = national.tempoDays(at: call.at)
        let chosen: [String]
        switch route.name {
        // `start` and `end`, which the client once sent, are ignored as they are by the server.
        case "days", "": chosen = known.filter { $0 >= route.start ?? "" && $0 <= route.end ?? "9" }
        case "week":
            let first = FakeDay(number: today.number - 6)
            chosen = known.filter { $0 >= first.text && $0 <= today.next.text }
        case "today":
            guard known.contains(today.text) else {
                return failure("NOT_FOUND", "TEMPO data not available for today")
            }
            call.values = 1
            return FakeAnswer(success(v2Day(today.text, at: call.at)))
        default: return FakeAnswer(404, ["detail": "Not Found"])
        }
        call.values = chosen.count
        let at = call.at
        return FakeAnswer(success(.array(chosen.map { v2Day($0, at: at) })))
    }

    private func v2Day(_ day: String, at instant: Int64) -> FakeJSON {
        guard let entry = national.tempoEntry(day, at: instant) else { return nil }
        return [
            "date": .string(day), "color": .string(entry.color.rte),
            "updated_at": .string(FakeStamp.utc(entry.from)), "rte_updated_date": .string(FakeStamp.utc(entry.from)),
        ]
    }

    private func v2EcoWatt(_ route: FakeRoute, _ call: inout FakeCall) -> FakeAnswer {
        let today = FakeDay(at: call.at)
        let at = call.at
        func signals(_ days: [FakeDay]) -> [FakeJSON] {
            days.compactMap { national.ecowatt($0.text, at: at) }.enumerated().map { v2Signal($1, number: $0 + 1) }
        }
        switch route.name {
        case "forecast":
            guard let count = Int(route.target["days"] ?? "4"), (1...7).contains(count) else {
                return FakeAnswer(422, ["detail": "days must be between 1 and 7"])
            }
            let found = signals((0..<count).map { FakeDay(number: today.number + $0) })
            call.values = found.count
            return FakeAnswer(success(.array(found)))
        case "current":
            let found = signals([today])
            call.values = found.count
            return FakeAnswer(found.first ?? nil)
        case "history":
            guard let days = days(route.start, route.end) else { return FakeAnswer(422, ["detail": "Invalid date"]) }
            let found = signals(days)
            call.values = found.count
            return FakeAnswer(.array(found))
        default: return FakeAnswer(404, ["detail": "Not Found"])
        }
    }

    private func v2Signal(_ ecowatt: FakeEcoWatt, number: Int) -> FakeJSON {
        let made = FakeStamp.naiveISO(max(ecowatt.from, FakeDay(known: ecowatt.day).previous.instant(hour: 17)))
        // A missing hour is null here: the list has its place for it.
        return [
            "id": .int(number), "periode": .string(ecowatt.day + "T00:00:00"), "dvalue": .int(ecowatt.level),
            "message": .string(ecowatt.message), "values": .array(ecowatt.hours.map { $0.map { .int($0) } ?? nil }),
            "hdebut": 0, "hfin": 23, "generation_datetime": .string(made), "created_at": .string(made),
            "updated_at": .string(made),
        ]
    }
}
