import MEDCore

extension EnedisParser {
    /// Begins the export of EDF, which names no meter.
    mutating func beginEDF(unitOf names: [String]) throws(EnedisFileError) {
        if case .edf = table { return }
        guard let givenPDL else { throw failure(.noPDL, .noPDL) }
        guard names.contains(where: { $0.hasSuffix(" w") }) else {
            throw failure(.unknownUnit, .unknownUnit(""))
        }
        begin(.edf(series: seriesIndex(givenPDL, givenDirection ?? .consumption), day: nil), format: .edf)
    }

    /// `30/01/2026;;` begins a day, `23:30:00;3916;Réelle` is a slot of it: the stamp is its END, 00:00:00 the 24:00 of
    /// the day above.
    mutating func readEDFRow(series: Int, day: Day?) {
        if let stamp = Stamp(splitter[0]), !stamp.hasTime, splitter.fields.dropFirst().allSatisfy(\.isEmpty) {
            table = .edf(series: series, day: stamp.day)
            return
        }
        guard let day else { return reject(.unexpected) }
        var stamp = Stamp(day: day, time: splitter[0])
        if stamp?.minuteOfDay == 0 { stamp?.minuteOfDay = 1_440 }
        appendCurveRow(
            stamp, shown: splitter[0], column: 1, scale: 1, step: 0,
            marks: splitter[2].saysEstimated ? .estimated : [], origin: .edfFile, to: series)
    }
}
