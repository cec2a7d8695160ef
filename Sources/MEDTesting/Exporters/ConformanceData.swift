import MEDCore

/// The records that the kit sends: two meters, a day of 23 hours, a day of 0, a day of which nothing is known.
struct ConformanceData: Sendable {
    /// 2024-04-10 10:00 UTC.
    static let now = UTCInstant(utcYear: 2024, month: 4, day: 10, hour: 10)
    private static let first = Day(number: 19_811)

    let meters = ConformanceSubject.meters

    func consumption(_ meter: Int = 0, days: Range<Int>) -> [ConsumptionData] {
        days.map { ConsumptionData(document(meters[meter], .consumption, $0, watts: 400 + Int32($0 * 10 + meter))) }
    }

    var allConsumption: [ConsumptionData] { consumption(0, days: 0..<4) + consumption(1, days: 2..<5) }

    var production: [ProductionData] {
        (0..<3).map { ProductionData(document(meters[0], .production, $0, watts: 150 + Int32($0))) }
    }

    /// A day without any electricity: 0 kWh, measured.
    var zero: ConsumptionData { ConsumptionData(document(meters[0], .consumption, 6, watts: 0)) }

    /// A day of which nothing is known.
    var unknown: ConsumptionData { ConsumptionData(document(meters[0], .consumption, 7, watts: nil)) }

    var tempo: [TempoData] {
        [TempoColor.blue, .white, .red].enumerated().map { offset, color in
            TempoData(day: Self.first.advanced(by: offset), color: color, isFinal: true, recordedAt: Self.now)
        }
    }

    var ecowatt: [EcowattData] {
        (0..<2).map {
            EcowattData(
                day: Self.first.advanced(by: $0), level: 1 + $0, hours: Array(repeating: 1 + $0, count: 24),
                recordedAt: Self.now)
        }
    }

    var state: CurrentState {
        let day = consumption(days: 4..<5)[0].document
        let recent = (0..<4).map {
            TempoData(
                day: Day(number: 19_823 - 2 + $0), color: $0 < 3 ? .blue : nil, isFinal: $0 < 3, recordedAt: Self.now)
        }
        let signal = EcowattData(
            day: Day(number: 19_823), level: 1, hours: Array(repeating: 1, count: 24), recordedAt: Self.now)
        return CurrentState(
            CurrentDocuments(
                meters: [
                    MeterState(pdl: meters[0], direction: .consumption, latestDay: day, latestCurve: day)
                ], tempo: recent, ecowatt: [signal]), at: Self.now)
    }

    var documents: [DayDocument] { allConsumption.map(\.document) + production.map(\.document) }

    private func document(_ pdl: PDL, _ direction: Direction, _ offset: Int, watts: Int32?) -> DayDocument {
        // From 2024-03-29: the third day has 23 hours.
        let day = Self.first.advanced(by: offset)
        let readings = watts.map { SampleReadings.day(day, watts: $0).readings } ?? DayReadings()
        let derived = DerivedDay(day: day, direction: direction, readings: readings, indexesAtEnd: nil, contract: nil)
        return DayDocument(
            pdl: pdl, direction: direction, day: day, readings: readings, derived: derived, revision: Int64(offset + 1),
            recordedAt: Self.now)
    }
}
