import MEDCore
import Testing

@Suite(.timeLimit(.minutes(1)))
struct CurrentStateTests {
    private let hours: [Int?] = (0..<24).map { $0 % 4 }

    private func ecowatt(_ text: String, level: Int?, hours: [Int?]) throws -> EcowattData {
        EcowattData(day: try Sample.day(text), level: level, hours: hours, recordedAt: Sample.instant)
    }

    private func form(_ state: CurrentState) -> [UInt8] {
        var bytes: [UInt8] = []
        state.appendCanonicalForm(to: &bytes)
        return bytes
    }

    @Test func hourLevelIsThatOfTheClock() throws {
        for text in ["2024-01-15", "2024-03-31", "2024-10-27"] {
            let day = try Sample.day(text)
            let documents = CurrentDocuments(ecowatt: [try ecowatt(text, level: 2, hours: hours)])
            for elapsed in stride(from: 0, to: day.lengthInMinutes, by: 15) {
                let now = day.start.advanced(bySeconds: elapsed * 60)
                let state = try #require(CurrentState(documents, at: now).ecowatt)
                #expect(state.hourLevel == ParisTime.localTime(at: now).minuteOfDay / 60 % 4)
                #expect(state.today.level == 2)
            }
        }
    }

    @Test func forecastHoldsFourDaysAndUnknownOnesStayUnknown() throws {
        let documents = CurrentDocuments(ecowatt: [
            try ecowatt("2024-01-16", level: 3, hours: hours), try ecowatt("2024-01-20", level: 1, hours: hours),
        ])
        let now = try Sample.day("2024-01-15").instant(minuteOfDay: 720)
        let state = try #require(CurrentState(documents, at: now).ecowatt)
        #expect(state.forecast.map(\.level) == [nil, 3, nil, nil])
        #expect(state.hourLevel == nil)
        #expect(state.today.hours == Array(repeating: nil, count: 24))
        #expect(CurrentState(documents, at: try Sample.day("2024-01-21").start).ecowatt == nil)
    }

    @Test func tempoIsValidUntilSixAndEcowattUntilTheNextHour() throws {
        let day = try Sample.day("2024-01-15")
        let now = day.instant(minuteOfDay: 17 * 60 + 20)
        let tempo = [TempoData(day: day, color: .blue, isFinal: true, recordedAt: Sample.instant)]
        let level = [try ecowatt("2024-01-15", level: 1, hours: hours)]
        #expect(CurrentState(CurrentDocuments(), at: now).validUntil == nil)
        #expect(CurrentState(CurrentDocuments(tempo: tempo), at: now).validUntil == day.next.instant(minuteOfDay: 360))
        #expect(CurrentState(CurrentDocuments(ecowatt: level), at: now).validUntil == day.instant(minuteOfDay: 18 * 60))
        #expect(
            CurrentState(CurrentDocuments(tempo: tempo, ecowatt: level), at: now).validUntil
                == day.instant(minuteOfDay: 18 * 60))
        let onTheHour = day.instant(minuteOfDay: 18 * 60)
        #expect(
            CurrentState(CurrentDocuments(ecowatt: level), at: onTheHour).validUntil
                == day.instant(minuteOfDay: 19 * 60))
        let beforeSix = day.next.instant(minuteOfDay: 359)
        #expect(
            CurrentState(CurrentDocuments(tempo: tempo), at: beforeSix).validUntil == day.next.instant(minuteOfDay: 360)
        )
    }

    /// Nothing but a new document may change the values before `validUntil`; at that instant they may.
    @Test func valuesHoldUntilTheInstantThatTheStateNames() throws {
        let day = try Sample.day("2024-10-26")
        let tempo = (0..<4).map {
            TempoData(
                day: day.advanced(by: $0), color: TempoColor.allCases[$0 % 3], isFinal: true, recordedAt: Sample.instant
            )
        }
        let levels = (0..<4).map {
            EcowattData(day: day.advanced(by: $0), level: $0 % 3 + 1, hours: hours, recordedAt: Sample.instant)
        }
        let documents = CurrentDocuments(tempo: tempo, ecowatt: levels)
        var now = day.start
        var changes = 0
        while now < day.advanced(by: 2).end {
            let state = CurrentState(documents, at: now)
            let until = try #require(state.validUntil)
            for instant in stride(from: 0, to: Int(until.seconds(since: now)), by: 300).map(now.advanced(bySeconds:)) {
                #expect(form(CurrentState(documents, at: instant)) == form(state), "\(instant)")
            }
            #expect(form(CurrentState(documents, at: until.advanced(bySeconds: -1))) == form(state))
            if form(CurrentState(documents, at: until)) != form(state) { changes += 1 }
            now = until
        }
        #expect(changes > 60, "the hourly levels change nearly every hour")
    }

    @Test func metersComeInOrderAndARevisionChangesTheForm() throws {
        func state(revision: Int64) throws -> CurrentState {
            let meters = [
                MeterState(pdl: try Sample.pdl("20000000000000"), direction: .consumption),
                MeterState(pdl: try Sample.pdl("10000000000000"), direction: .production),
                MeterState(
                    pdl: try Sample.pdl("10000000000000"), direction: .consumption,
                    latestDay: try Sample.document(revision: revision)),
            ]
            return CurrentState(CurrentDocuments(meters: meters), at: Sample.instant)
        }
        let first = try state(revision: 1)
        #expect(first.meters.map(\.pdl.digits) == ["10000000000000", "10000000000000", "20000000000000"])
        #expect(first.meters.map(\.direction) == [.consumption, .production, .consumption])
        #expect(form(first) == form(try state(revision: 1)))
        #expect(form(first) != form(try state(revision: 2)))
    }
}
