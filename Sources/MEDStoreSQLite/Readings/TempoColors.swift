import GRDB
import MEDCore

/// The colours of the national stream, as days of a Tempo contract need them.
enum TempoColors {
    /// The final colours of `days` and of the day before, on whose colour the first six hours depend. Empty without a
    /// query when no contract of these days is Tempo. A provisional colour is none: RTE may still change it.
    static func final(
        for days: ClosedRange<Day>, under contracts: ContractHistory, in database: Database
    ) throws -> [Day: TempoColor] {
        guard contracts.contracts.contains(where: { $0.tariff == .tempo && $0.from <= days.upperBound }) else {
            return [:]
        }
        var colors: [Day: TempoColor] = [:]
        let needed = days.lowerBound.previous...days.upperBound
        for row in try SQLiteStore.national(.tempo, days: needed, in: database) {
            let tempo = try RecordRow.tempo(row)
            if tempo.isFinal { colors[tempo.day] = tempo.color }
        }
        return colors
    }
}
